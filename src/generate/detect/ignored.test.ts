import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { IgnoreRules } from './ignored.ts';

const paths = [
  'a.log',
  'keep.log',
  'deep/a.log',
  'deep/er/a.log',
  'build/x.js',
  'deep/build/x.js',
  'root.txt',
  'deep/root.txt',
  'docs/a/b/c.md',
  'docs/c.md',
  'file1.tmp',
  'file9.tmp',
  'filea.tmp',
  'a b',
  '#x',
  '!y',
  'one/two/three',
  '.env',
  '.env.example',
];

const rules = [
  ['*.log', '!keep.log'],
  ['build/'],
  ['/root.txt'],
  ['docs/**/c.md'],
  ['docs/*.md'],
  ['file[0-9].tmp'],
  ['file[!0-9].tmp'],
  ['file?.tmp'],
  ['a\\ b', '\\#x', '\\!y'],
  ['one/**'],
  ['**/er'],
  ['.env*', '!.env.example'],
  ['# *', '', '*.log   '],
  ['deep/*', '!deep/root.txt'],
];

/** Ignored is what a rule names, or what lies in a folder that one names. */
function isIgnored(text: string, path: string): boolean {
  const known = new IgnoreRules(text);
  const parts = path.split('/');
  return parts.some((_, i) => known.verdict(parts.slice(0, i + 1).join('/'), i < parts.length - 1) === true);
}

test.each(rules.map(lines => [lines.join(' | '), lines.join('\n')]))(
  '%s leaves out what git leaves out',
  (_, text) => {
    const folder = mkdtempSync(join(tmpdir(), 'ignored-'));
    const git = (...args: string[]) => spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
    git('init', '-q');
    for (const path of paths) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), '');
    }
    writeFileSync(join(folder, '.gitignore'), text);
    const kept = git('-c', 'core.quotePath=off', 'ls-files', '-co', '--exclude-standard')
      .stdout.split('\n')
      .filter(path => path !== '' && path !== '.gitignore');
    rmSync(folder, { recursive: true });
    expect(paths.filter(path => !isIgnored(text, path)).sort()).toEqual(kept.sort());
  },
);

test('a pattern that makes other matchers try for ever is answered at once', () => {
  const rule = new IgnoreRules(`${'*a'.repeat(200)}b`);
  expect(rule.verdict('a'.repeat(2000), false)).toBeUndefined();
});
