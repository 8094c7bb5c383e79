import { expect, test } from 'vitest';
import { numericUser } from './user.ts';

test.each([
  ['1000', { user: 1000, group: 1000 }],
  ['1000:2000', { user: 1000, group: 2000 }],
  ['root', { user: 0, group: 0 }],
  ['0:root', { user: 0, group: 0 }],
  ['node', undefined],
  ['1000:node', undefined],
  ['99999999999', undefined],
  ['4294967295', undefined],
  ['-1', undefined],
  ['', undefined],
])('%j is %j', (text, expected) => {
  expect(numericUser(text)).toEqual(expected);
});
