import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type DiffLine, unifiedDiff } from './unified-diff.ts';

const signs = { hunk: '', same: ' ', added: '+', removed: '-' } as const;
const plain = (lines: readonly DiffLine[]) => lines.map(({ kind, text }) => `${signs[kind]}${text}`);
const text = (lines: readonly (number | string)[]) => lines.map(line => `${line}\n`).join('');
const numbers = Array.from({ length: 20 }, (_, i) => i + 1);

test('shows three lines around a change', () => {
  const after = numbers.map(n => (n === 10 ? 'ten' : n));
  expect(plain(unifiedDiff(text(numbers), text(after)))).toEqual([
    '@@ -7,7 +7,7 @@',
    ' 7',
    ' 8',
    ' 9',
    '-10',
    '+ten',
    ' 11',
    ' 12',
    ' 13',
  ]);
});

test('shows a new file as added, and one that goes as removed', () => {
  expect(plain(unifiedDiff('', 'a\nb\n'))).toEqual(['@@ -0,0 +1,2 @@', '+a', '+b']);
  expect(plain(unifiedDiff('a\n', ''))).toEqual(['@@ -1 +0,0 @@', '-a']);
});

test('says nothing about equal texts', () => {
  expect(unifiedDiff('a\n', 'a\n')).toEqual([]);
});

test('is a patch that the real patch program takes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'diff-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const after = numbers.flatMap(n =>
    n === 2 ? [] : n === 9 ? ['nine', 'and a half'] : n === 19 ? [n, 'x'] : [n],
  );
  writeFileSync(join(folder, 'file'), text(numbers));
  const patch = `--- a/file\n+++ b/file\n${plain(unifiedDiff(text(numbers), text(after))).join('\n')}\n`;
  const { status, stderr } = spawnSync('git', ['apply', '-'], {
    cwd: folder,
    input: patch,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(spawnSync('cat', ['file'], { cwd: folder, encoding: 'utf8' }).stdout).toBe(text(after));
});
