import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { ordersProject } from '../../../../test/fixtures/orders.ts';
import { emit } from '../../artifacts/index.ts';
import { parseShell } from './bash.ts';

const scripts = emit(ordersProject, ['scripts'], { pipelineType: 'github-actions' });

afterEach(() => vi.unstubAllEnvs());

test('the real Bash parses every generated script', async () => {
  expect(scripts.map(({ path }) => path)).toContain('deploy.sh');
  expect(await parseShell(scripts)).toEqual([]);
});

test('a script that does not parse is reported with the line and the words of Bash', async () => {
  const broken = scripts.map(script =>
    script.path === 'setup.sh'
      ? { ...script, content: '#!/usr/bin/env bash\nif true; then\n  echo )\nfi\n' }
      : script,
  );
  expect(await parseShell(broken)).toEqual([
    expect.objectContaining({
      id: 'artifact-unparsable',
      artifact: 'scripts/setup.sh',
      message: "this is not Bash: line 3: syntax error near unexpected token `)'",
      detail: ['3 |   echo )'],
    }),
  ]);
});

test('without Bash a note says that the scripts were not parsed', async () => {
  vi.stubEnv('PATH', '/nowhere');
  const problems = await parseShell(scripts);
  expect(problems.map(({ id, severity, message }) => [id, severity, message])).toEqual([
    ['not-parsed', 'note', `${scripts.length} shell scripts were not parsed: bash is not here`],
  ]);
});

test('hundreds of scripts, and one too large for an argument, are each parsed, and none is carried out', async () => {
  const [first] = scripts;
  if (!first) throw new Error('no script');
  const named = (n: number, content: string) => ({ ...first, path: `s${n}.sh`, content });
  const many = Array.from({ length: 350 }, (_, n) =>
    named(n, n === 222 ? 'echo "a\n' : 'exit 1\nrm -rf "$HOME"\n'),
  );
  const large = `${'# a comment\n'.repeat(20_000)}if\n`;
  const found = await parseShell([...many, named(350, large), named(351, 'case x in\n')]);
  expect(found.map(({ artifact, message }) => [artifact, message.replace('this is not Bash: ', '')])).toEqual(
    [
      ['scripts/s222.sh', 'line 1: unexpected EOF while looking for matching `"\''],
      ['scripts/s350.sh', 'line 20002: syntax error: unexpected end of file'],
      ['scripts/s351.sh', 'line 2: syntax error: unexpected end of file'],
    ],
  );
});

test('no start file of a user is run, where no shell is above either', async () => {
  const home = mkdtempSync(join(tmpdir(), 'home-'));
  for (const name of ['.bashrc', 'env.sh']) writeFileSync(join(home, name), `echo ran >> "${home}/ran"\n`);
  vi.stubEnv('HOME', home);
  vi.stubEnv('SHLVL', undefined);
  vi.stubEnv('BASH_ENV', join(home, 'env.sh'));
  expect(await parseShell(scripts)).toEqual([]);
  expect(existsSync(join(home, 'ran'))).toBe(false);
});
