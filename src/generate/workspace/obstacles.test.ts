import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actions, emptyFolder, filesOf, ids, put, scope } from './testing/project.ts';
import { write } from './workspace.ts';

describe('what is in the way', () => {
  it.each([
    ['../escape', 'it leaves the folder'],
    ['/etc/cron.d/x', 'it is absolute'],
    ['a/../../b', 'it leaves the folder'],
    ['a\\b', 'it has a backslash'],
    ['a\nb', 'it has a control character'],
    ['.git/hooks/pre-commit', '.git is not for generated files'],
    ['x/.DEVOPS-FLOW/lock.json', '.DEVOPS-FLOW is not for generated files'],
  ])('the path %j is refused: %s', async (path, what) => {
    const root = emptyFolder();
    const made = await write(root, [scope('out', { [path]: 'x\n' })]);
    expect(made.problems.map(({ id, message }) => `${id}: ${message}`)).toEqual([
      `path-unsafe: ${JSON.stringify(path)} cannot be the path of a generated file: ${what}`,
    ]);
    expect(filesOf(root)).toEqual({});
  });

  it('a symbolic link is never written through, be it the file, a folder above it or a dangling one', async () => {
    const [root, outside] = [emptyFolder(), emptyFolder()];
    put(root, 'real/keep', '');
    symlinkSync(outside, join(root, 'linked'));
    symlinkSync(join(outside, 'target'), join(root, 'real/file'));
    const made = await write(root, [scope('.', { 'linked/a': 'x\n', 'real/file': 'x\n' })]);
    expect(made.problems.map(({ message }) => message)).toEqual([
      'linked/a lies behind the symbolic link linked',
      'real/file is a symbolic link',
    ]);
    expect(filesOf(outside)).toEqual({});
  });

  it('a .devops-flow that is itself a link', async () => {
    const [root, outside] = [emptyFolder(), emptyFolder()];
    symlinkSync(outside, join(root, '.devops-flow'));
    await expect(write(root, [scope('.', { a: 'x\n' })])).rejects.toMatchObject({
      problems: [{ id: 'path-symlink' }],
    });
    expect(filesOf(outside)).toEqual({});
  });

  it('a folder where a file belongs, and a file where a folder belongs', async () => {
    const root = emptyFolder();
    put(root, 'a/b', '');
    put(root, 'f', '');
    const made = await write(root, [scope('.', { a: 'x\n', 'f/g': 'x\n' })]);
    expect(ids(made)).toEqual(['error path-not-a-file', 'error path-not-a-folder']);
  });

  it('what many files are kept out by is one problem, and all of them are refused', async () => {
    const root = emptyFolder();
    put(root, 'out', 'a note\n');
    symlinkSync(emptyFolder(), join(root, 'linked'));
    const files = { 'out/a': 'x\n', 'out/b': 'x\n', 'linked/a': 'x\n', 'linked/b': 'x\n' };
    const made = await write(root, [scope('.', files)]);
    expect(made.problems.map(({ message }) => message)).toEqual([
      'out is not a folder',
      'linked/a lies behind the symbolic link linked',
    ]);
    expect(Object.values(actions(made))).toEqual(['refused', 'refused', 'refused', 'refused']);
  });

  it('names that differ in letter case only, among the artifacts and on the disk', async () => {
    const root = emptyFolder();
    put(root, 'dockerfile', 'yours\n');
    const made = await write(root, [scope('.', { Dockerfile: 'x\n', 'K8s/a': 'x\n', 'k8s/b': 'x\n' })]);
    expect(made.problems.map(({ message }) => message).toSorted()).toEqual([
      'Dockerfile and dockerfile differ in letter case only',
      'k8s and K8s differ in letter case only',
    ]);
  });

  it('a folder that may not be written to is a named error', async () => {
    const made = write('/sys', [scope('.', { a: 'x\n' })]);
    await expect(made).rejects.toMatchObject({ problems: [{ id: 'write-failed' }] });
  });
});

describe('files that are not ours', () => {
  it('are refused when they differ, all of them are named, and nothing is written', async () => {
    const root = emptyFolder();
    put(root, 'a', 'yours\n');
    put(root, 'c', 'yours\n');
    const made = await write(root, [scope('.', { a: '1\n', b: '1\n', c: '1\n' })]);
    expect(actions(made)).toEqual({ a: 'refused', b: 'created', c: 'refused' });
    expect(ids(made)).toEqual(['error file-not-ours', 'error file-not-ours']);
    expect(filesOf(root)).toEqual({ a: 'yours\n', c: 'yours\n' });
    expect(existsSync(join(root, '.devops-flow'))).toBe(false);
  });

  it('are adopted when they have the very text', async () => {
    const root = emptyFolder();
    put(root, 'a', '1\n');
    expect(actions(await write(root, [scope('.', { a: '1\n' })]))).toEqual({ a: 'unchanged' });
    expect(actions(await write(root, [scope('.', { a: '2\n' })]))).toEqual({ a: 'changed' });
  });

  it('are refused when another family has them', async () => {
    const root = emptyFolder();
    await write(root, [scope('.', { a: '1\n' }, 'docker')]);
    const made = await write(root, [scope('.', { a: '2\n' }, 'scripts')]);
    expect(made.problems.map(({ message }) => message)).toEqual([
      'a belongs to the family docker; scripts wants it too',
    ]);
  });
});
