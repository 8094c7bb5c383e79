import { expect, test } from 'vitest';
import { type FreezeWindow, frozenAt } from './freeze.ts';

const weekend: FreezeWindow = {
  from: 'fri 16:00',
  to: 'mon 08:00',
  zone: 'Europe/Berlin',
  reason: 'nobody is there',
};
const feast: FreezeWindow = {
  from: '2026-12-20 00:00',
  to: '2027-01-02 00:00',
  zone: 'Asia/Kolkata',
  reason: 'a feast',
};
const at = (text: string) => Date.parse(text);
const until = (windows: readonly FreezeWindow[], text: string) => {
  const found = frozenAt(windows, at(text));
  return found && new Date(found.until).toISOString();
};

test('a weekly freeze holds from its first minute to the one before its end, on the clock of its zone', () => {
  // Berlin is one hour ahead of UTC in November.
  expect(until([weekend], '2026-11-20T14:59:59Z')).toBeUndefined();
  expect(until([weekend], '2026-11-20T15:00:00Z')).toBe('2026-11-23T07:00:00.000Z');
  expect(until([weekend], '2026-11-22T12:34:56.789Z')).toBe('2026-11-23T07:00:00.000Z');
  expect(until([weekend], '2026-11-23T06:59:59Z')).toBe('2026-11-23T07:00:00.000Z');
  expect(until([weekend], '2026-11-23T07:00:00Z')).toBeUndefined();
});

test('a freeze that happens once is over for ever', () => {
  expect(until([feast], '2026-12-19T18:29:00Z')).toBeUndefined();
  expect(until([feast], '2026-12-19T18:30:00Z')).toBe('2027-01-01T18:30:00.000Z');
  expect(until([feast], '2027-12-25T00:00:00Z')).toBeUndefined();
});

test('of several the first that holds is named', () => {
  expect(frozenAt([feast, weekend], at('2026-11-21T00:00:00Z'))?.window).toBe(weekend);
  expect(frozenAt([], at('2026-11-21T00:00:00Z'))).toBeUndefined();
});
