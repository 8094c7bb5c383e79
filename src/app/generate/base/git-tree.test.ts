import { existsSync, lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { git } from '../../../../test/fixtures/git.ts';
import { type Files, laidOut } from '../../../../test/fixtures/laid-out.ts';
import { Failure } from '../../../errors/index.ts';
import { readGitTree } from './git-tree.ts';

function repository(files: Files): string {
  const folder = laidOut(files);
  git(folder, 'init', '-q', '-b', 'main');
  return folder;
}

function commit(folder: string): void {
  git(folder, 'add', '-A', '-f');
  git(folder, 'commit', '-q', '-m', 'x');
}

function read(folder: string, ref: string) {
  const tree = readGitTree(folder, ref);
  onTestFinished(tree.remove);
  return tree;
}

const failureOf = (run: () => unknown): string | undefined => {
  try {
    run();
  } catch (error) {
    return error instanceof Failure ? error.problems[0]?.id : String(error);
  }
  return undefined;
};

test('has the files as the commit has them, byte for byte, whatever their names', () => {
  const bytes = new Uint8Array([0, 255, 10, 13, 10]);
  const files = { 'docs/a b.md': 'one\n', 'ünï code.txt': 'two', empty: '', binary: bytes };
  const folder = repository(files);
  commit(folder);
  writeFileSync(join(folder, 'docs/a b.md'), 'changed since');
  const tree = read(folder, 'HEAD');
  expect(tree.commit).toBe(git(folder, 'rev-parse', 'HEAD'));
  expect(readFileSync(join(tree.folder, 'docs/a b.md'), 'utf8')).toBe('one\n');
  expect(readFileSync(join(tree.folder, 'ünï code.txt'), 'utf8')).toBe('two');
  expect(readFileSync(join(tree.folder, 'empty'), 'utf8')).toBe('');
  expect(new Uint8Array(readFileSync(join(tree.folder, 'binary')))).toEqual(bytes);
});

test('leaves links, state folders and large files out, and runs no filter of the repository', () => {
  const folder = repository({
    'a.txt': 'kept',
    'large.bin': new Uint8Array(1024 * 1024 + 1),
    '.devops-flow/lock.json': '{}',
    '.gitattributes': '*.txt filter=evil\n',
  });
  symlinkSync('/etc/passwd', join(folder, 'link'));
  commit(folder);
  git(folder, 'config', 'filter.evil.smudge', `touch ${join(folder, 'ran')}; cat`);
  const tree = read(folder, 'main');
  expect(readdirSync(tree.folder).toSorted()).toEqual(['.devops-flow', '.gitattributes', 'a.txt']);
  expect(readdirSync(join(tree.folder, '.devops-flow'))).toEqual([]);
  expect(lstatSync(join(tree.folder, 'a.txt')).isFile()).toBe(true);
  expect(existsSync(join(folder, 'ran'))).toBe(false);
});

test('of a folder in a repository has that folder only', () => {
  const folder = repository({ 'services/orders/a.md': 'in', 'other.md': 'out' });
  commit(folder);
  expect(readdirSync(read(join(folder, 'services/orders'), 'HEAD').folder)).toEqual(['.devops-flow', 'a.md']);
});

test('takes tags, branches and short hashes', () => {
  const folder = repository({ a: '1' });
  commit(folder);
  git(folder, 'tag', '-a', 'v1', '-m', 'x');
  const whole = git(folder, 'rev-parse', 'HEAD');
  for (const ref of ['v1', 'main', whole.slice(0, 8), 'HEAD^0']) expect(read(folder, ref).commit).toBe(whole);
});

test.each(['nowhere', '', '--output=x', 'HEAD:a', 'HEAD~5'])('%j is no commit', ref => {
  const folder = repository({ a: '1' });
  commit(folder);
  expect(failureOf(() => readGitTree(folder, ref))).toBe('git-ref-unknown');
});

test('goes when it is no longer needed', () => {
  const folder = repository({ a: '1' });
  commit(folder);
  const tree = readGitTree(folder, 'HEAD');
  tree.remove();
  expect(existsSync(tree.folder)).toBe(false);
});
