import { expect, test } from 'vitest';
import { coverLine, masked } from './mask.ts';

const none = new Set<string>();

test.each([
  ['  DB_PASSWORD: hunter2', '  DB_PASSWORD: ***'],
  ['export API_KEY=abc', 'export API_KEY=***'],
  ['ENV DB_PASSWORD hunter2', 'ENV DB_PASSWORD ***'],
  ['  - name: DB_PASSWORD\n    value: hunter2', '  - name: DB_PASSWORD\n    value: ***'],
  ['url: postgres://me:hunter2@db/x', 'url: postgres://me:***@db/x'],
  ['key AKIAIOSFODNN7EXAMPLE', 'key ***'],
  ['a\n-----BEGIN PRIVATE KEY-----\nMIIE\nabcd==\n-----END PRIVATE KEY-----\nb', 'a\n***\n***\n***\n***\nb'],
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

test('a line is shown with a mask at the place of a secret, and the caret moves with it', () => {
  const at = { file: 'a.yaml', line: 3, column: 30 };
  const secrets = [
    { file: 'a.yaml', line: 3, column: 14, length: 10 },
    { file: 'a.yaml', line: 4, column: 1, length: 5 },
  ];
  const cover = coverLine('  command: [ "hunter 2", --port, 80x]', undefined, at, secrets);
  expect(cover.text).toBe('  command: [ ***, --port, 80x]');
  expect(cover.text.slice(cover.at(33), cover.at(36))).toBe('80x');
});
