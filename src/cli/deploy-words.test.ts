import { expect, test } from 'vitest';
import { causeOf, copiesWords, outcomeWords } from './deploy-words.ts';

test('code that serves on without its flag is not said to have gone back', () => {
  expect(outcomeWords({ outcome: 'rolled-back', release: 'b', serving: 'a' })).toBe('rolled back');
  expect(outcomeWords({ outcome: 'rolled-back', release: 'b', serving: 'b' })).toBe('flag turned off');
  expect(outcomeWords({ outcome: 'failed', release: 'b', serving: 'b' })).toBe('failed');
});

test('of several services the reason names the one that was the cause', () => {
  const member = (service: string) => ({
    service,
    version: 'v2',
    release: 'b',
    previous: 'v1',
    serving: 'a',
  });
  const members = [member('api'), member('store')];
  expect(causeOf({ members, reason: 'store: 8 of 15 requests answered 5xx' })).toBe('store');
  expect(causeOf({ members, reason: 'aborted by root' })).toBeUndefined();
});

test('copies are told by how their answers differ, and what could not be compared only where there is some', () => {
  const all = {
    sent: 1200,
    compared: 1200,
    differing: { status: 0, body: 0, type: 0 },
    failed: 0,
    skipped: 0,
  };
  expect(copiesWords(all)).toBe('1,200 copies, 1,200 compared: none differs');
  const some = {
    ...all,
    compared: 1190,
    differing: { status: 2, body: 30, type: 1 },
    failed: 10,
    skipped: 4,
  };
  expect(copiesWords(some)).toBe(
    '1,200 copies, 1,190 compared: differing 2 in status, 1 in content type, 30 in body; 10 not answered; 4 more not sent: too many under way',
  );
});
