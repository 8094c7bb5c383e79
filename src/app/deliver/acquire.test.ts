import { expect, test } from 'vitest';
import { openStore } from '../../store/store.ts';
import { begun, newFile, orders } from '../../store/testing/samples.ts';
import { acquiring } from './acquire.ts';

test('a command waits for somebody who deploys nothing', async () => {
  const file = newFile();
  const held = openStore(file).acquireAll([orders]);
  const taken = acquiring(openStore(file), [orders]);
  setTimeout(() => held.release(), 200);
  expect((await taken).token).toBeGreaterThan(held.token);
});

test('a command does not wait for a deploy that is under way', async () => {
  const file = newFile();
  begun(openStore(file), 'd1');
  await expect(acquiring(openStore(file), [orders])).rejects.toThrow('deploy-in-progress');
});
