import { expect, test } from 'vitest';
import { redact } from './redact.ts';

test('a secret value and the credentials of a URL are blotted out, other text stays', () => {
  const said = '503 cannot reach postgres://shop:hunter2@db:5432/orders with key sesame-open';
  expect(redact(said, { API_KEY: 'sesame-open' })).toBe(
    '503 cannot reach postgres://***@db:5432/orders with key ***',
  );
});

test('a value too short to be a secret does not blot out words', () => {
  expect(redact('503 not ready', { FLAG: 'no' })).toBe('503 not ready');
});
