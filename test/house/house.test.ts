import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** Lints one file of a made-up house with the project's own rules and returns what they say. */
function lint(path: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'house-'));
  const file = join(folder, 'src', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  const oxlint = join(project, 'node_modules', '.bin', 'oxlint');
  const { stdout } = spawnSync(oxlint, ['-c', join(project, '.oxlintrc.json'), file], { encoding: 'utf8' });
  return stdout;
}

test('a room that imports against the direction is reported', () => {
  const said = lint('model/x.ts', "import { up } from '../app/up.ts';\nexport const x = up;\n");
  expect(said).toContain('"model" must not import "app"');
});

test('the wings never import each other', () => {
  const said = lint(
    'generate/workspace/x.ts',
    "import { drive } from '../../deliver/engine/engine.ts';\nexport const x = drive;\n",
  );
  expect(said).toContain('"generate/workspace" must not import "deliver/engine"');
});

test('one family of artifacts never imports another', () => {
  const said = lint(
    'generate/artifacts/docker/x.ts',
    "import { y } from '../kubernetes/y.ts';\nexport const x = y;\n",
  );
  expect(said).toContain('family "docker" must not import family "kubernetes"');
});

test('cli imports only app and errors, but types from anywhere', () => {
  expect(
    lint('cli/x.ts', "import { step } from '../deliver/release/step.ts';\nexport const x = step;\n"),
  ).toContain('"cli" must not import "deliver/release"');
  expect(
    lint('cli/y.ts', "import type { State } from '../deliver/release/state.ts';\nexport type Y = State;\n"),
  ).not.toContain('must not import');
});

test.each([
  ['a file system', "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;\n", 'node:fs'],
  ['a clock', 'export const x = () => Date.now();\n', 'Date.now'],
  ['another clock', 'export const x = () => new Date();\n', 'new Date()'],
  ['randomness', 'export const x = () => Math.random();\n', 'Math.random'],
  ['the environment', 'export const x = () => process.env;\n', 'process'],
  ['a timer', 'export const x = () => setTimeout(() => 1, 1);\n', 'setTimeout'],
])('a pure room that uses %s is reported', (_, text, what) => {
  const said = lint('deliver/release/x.ts', text);
  expect(said).toContain('"deliver/release" is pure');
  expect(said).toContain(what);
});

test.each(['engine', 'supervisor', 'targets'])('the room %s asks the machine that it is handed', room => {
  const said = lint(
    `deliver/${room}/x.ts`,
    "import { get } from 'node:http';\nexport const x = () => process.kill(Date.now()) && get('http://x');\n",
  );
  for (const what of ['node:http', 'process', 'Date.now'])
    expect(said).toContain(`"deliver/${room}" is pure: ${what} must come in as an argument`);
});

test('only who composes the rooms knows the real machine: tests may, the supervisor may not', () => {
  const text = "import { realMachine } from '../machine/real/machine.ts';\nexport const x = realMachine;\n";
  expect(lint('deliver/supervisor/x.ts', text)).toContain(
    '"deliver/supervisor" must not import "deliver/machine/real"',
  );
  expect(lint('deliver/supervisor/testing/x.ts', text.replace('..', '../..'))).not.toContain(
    'must not import',
  );
});

test('a variable of the file that is called process is not the process', () => {
  const text = 'export const x = (process: { kill(): void }) => process.kill();\n';
  expect(lint('deliver/supervisor/x.ts', text)).not.toContain('is pure');
});

test('hashing is pure, and a room that keeps the rules is silent', () => {
  const said = lint(
    'model/x.ts',
    "import { createHash } from 'node:crypto';\nexport const x = createHash('sha256');\n",
  );
  expect(said).not.toContain('house(');
});
