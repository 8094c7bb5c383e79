import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import { laidOut } from '../../../../test/fixtures/laid-out.ts';
import { readGitConfig } from './git-config.ts';

const text = '[remote "origin"]\n\turl = https://git.example.com/shop/orders.git\n';

it('is the one of the repository, shown from the project folder', () => {
  const folder = laidOut({ '.git/config': text });
  expect(readGitConfig(folder)).toEqual({ text, from: { file: '.git/config' } });
  expect(readGitConfig(folder, join(folder, 'apps', 'orders'))).toEqual({
    text,
    folder: 'apps/orders',
    from: { file: '../../.git/config' },
  });
});

test.each([
  ['a submodule', { '.git/modules/orders/config': text, 'orders/.git': 'gitdir: ../.git/modules/orders\n' }],
  [
    'a further working tree',
    {
      'first/.git/config': text,
      'first/.git/worktrees/orders/commondir': '../..\n',
      'orders/.git': 'gitdir: ../first/.git/worktrees/orders\n',
    },
  ],
])('%s names it by the file .git, not by a folder of this machine', (_, files) => {
  const folder = laidOut(files);
  expect(readGitConfig(join(folder, 'orders'))).toEqual({
    text,
    from: { reason: 'a remote of the repository that .git leads to' },
  });
});

test.each([
  ['no repository', {}],
  ['.git is something else', { '.git': 'x' }],
  ['.git leads nowhere', { '.git': 'gitdir: ../gone\n' }],
  ['.git leads to itself', { '.git': 'gitdir: .git\n' }],
  ['binary', { '.git/config': `\0${text}` }],
  ['huge', { '.git/config': text + '#'.repeat(256 * 1024) }],
  ['a folder', { '.git/config/x': '' }],
])('nothing is read where there is %s', (_, files) => {
  expect(readGitConfig(laidOut(files))).toBeUndefined();
});

it('a link in its place is not followed', () => {
  const folder = laidOut({ other: text, '.git/HEAD': '' });
  symlinkSync(join(folder, 'other'), join(folder, '.git/config'));
  expect(readGitConfig(folder)).toBeUndefined();
});
