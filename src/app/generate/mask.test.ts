import { expect, test } from 'vitest';
import { masked } from './mask.ts';

const none = new Set<string>();

test.each([
  ['  DB_PASSWORD: hunter2', '  DB_PASSWORD: ***'],
  ['export API_KEY=abc', 'export API_KEY=***'],
  ['ENV DB_PASSWORD hunter2', 'ENV DB_PASSWORD ***'],
  ['  - name: DB_PASSWORD\n    value: hunter2', '  - name: DB_PASSWORD\n    value: ***'],
  ['url: postgres://me:hunter2@db/x', 'url: postgres://***@db/x'],
  ['key AKIAIOSFODNN7EXAMPLE', 'key ***'],
])('covers what a person wrote as the value of a secret: %j', (text, shown) => {
  expect(masked(text, none)).toBe(shown);
});

test.each([
  '  memory: 512Mi',
  '  secretKeyRef:',
  '  - name: DB_PASSWORD',
  '  key: DB_PASSWORD',
  '  PASSWORD: ${PASSWORD}',
  'TOKEN="$(cat token)"',
  '# Secrets are set in the store',
])('leaves what holds no value: %j', text => {
  expect(masked(text, none)).toBe(text);
});

test('leaves a generated line as it is', () => {
  const line = '  API_KEY: from-the-store';
  expect(masked(line, new Set([line]))).toBe(line);
});
