import { expect, test } from 'vitest';
import { nextPause } from './backoff.ts';

const backOff = { firstMs: 100, mostMs: 5_000, steadyMs: 30_000 };

test('in a crash loop the pause doubles from 100 ms to 5 s and stays there', () => {
  const pauses: number[] = [];
  for (let i = 0; i < 9; i += 1) pauses.push(nextPause(pauses.at(-1), 50, backOff));
  expect(pauses).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000]);
});

test('what lived for 30 s begins anew, what flaps after 29 s does not', () => {
  expect(nextPause(5_000, 30_000, backOff)).toBe(100);
  expect(nextPause(3_200, 29_999, backOff)).toBe(5_000);
});
