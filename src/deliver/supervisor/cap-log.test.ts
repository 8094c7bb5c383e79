import { expect, test } from 'vitest';
import { realMachine } from '../machine/real/machine.ts';
import { capLog } from './cap-log.ts';

test('a log is cut by one at a time, and once more after the last of them', async () => {
  const ends: (() => void)[] = [];
  let look = (): void => undefined;
  const end = capLog(
    {
      ...realMachine,
      clock: {
        ...realMachine.clock,
        every: (_, act) => {
          look = act;
          return { cancel: () => undefined };
        },
      },
      logs: { ...realMachine.logs, keepEnd: () => new Promise(resolve => ends.push(resolve)) },
    },
    'a.log',
  );
  look();
  look();
  const ended = end();
  expect(ends).toHaveLength(1);
  ends[0]?.();
  await new Promise(resolve => setImmediate(resolve));
  expect(ends).toHaveLength(2);
  ends[1]?.();
  await ended;
});
