import { expect, test } from 'vitest';
import { nearest } from './names.ts';

test('a name with one letter wrong is meant, and so is a longer one with two', () => {
  expect(nearest('helt', ['health', 'helm'])).toBe('helm');
  expect(nearest('genrtae', ['explain', 'generate'])).toBe('generate');
  expect(nearest('router-x', ['up', 'down'])).toBeUndefined();
});

test('of two names as near, the one of which letters were left out is meant, in either order', () => {
  expect(nearest('pln', ['pin', 'plan'])).toBe('plan');
  expect(nearest('pln', ['plan', 'pin'])).toBe('plan');
});

test('of two names that are near alike, the first one is meant', () => {
  expect(nearest('pon', ['pin', 'pan'])).toBe('pin');
});
