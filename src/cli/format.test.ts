import { expect, it } from 'vitest';
import { names } from './format.ts';

const numbered = (count: number) => Array.from({ length: count }, (_, n) => `s${n}`);

it.each([
  [1, 's0'],
  [8, 's0, s1, s2, s3, s4, s5, s6, s7'],
  [10, 's0, s1, s2, s3, s4, s5, s6, s7 and 2 more'],
  [1000, 's0, s1, s2, s3, s4, s5, s6, s7 and 992 more'],
])('of %i names a line has as many as one reads', (count, shown) => {
  expect(names(numbered(count))).toBe(shown);
});
