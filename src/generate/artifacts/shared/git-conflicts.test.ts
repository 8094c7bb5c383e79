import { expect, it } from 'vitest';
import { gitConflicts } from './git-conflicts.ts';

it('a conflict of git is the whole set of its markers, each with its line', () => {
  const text = 'a\n<<<<<<< HEAD\nmine\n=======\ntheirs\n>>>>>>> feature/x\nz\n';
  const conflict = { from: 2, middle: 4, to: 6, clear: true };
  expect(gitConflicts(text)).toEqual([
    { ...conflict, opening: '<<<<<<< HEAD', closing: '>>>>>>> feature/x' },
  ]);
  expect(gitConflicts(text.replaceAll('\n', '\r\n'))).toMatchObject([conflict]);
});

it('the diff3 style has the text before between the sides', () => {
  const text = '<<<<<<< HEAD\nmine\n||||||| 1f0c2de\nbase\n=======\n>>>>>>> main\n';
  expect(gitConflicts(text + text)).toMatchObject([
    { from: 1, base: 3, middle: 5, to: 6 },
    { from: 7, base: 9, middle: 11, to: 12 },
  ]);
});

it.each([
  ['the line below a heading', 'Title\n=======\n\ntext\n'],
  ['one marker in prose', 'git writes\n>>>>>>> main\nat the end\n'],
  ['two of the three', '<<<<<<< HEAD\na\n>>>>>>> main\n'],
  ['markers in another order', '>>>>>>> main\n=======\n<<<<<<< HEAD\n'],
  ['markers that are indented', '  <<<<<<< HEAD\n  =======\n  >>>>>>> main\n'],
  ['rulers of another length', '<<<<<<<<\n========\n>>>>>>>>\n'],
])('%s is no conflict', (_, text) => {
  expect(gitConflicts(text)).toEqual([]);
});

it('a line in a side that looks like the marker between them makes the sides unclear', () => {
  expect(gitConflicts('<<<<<<< HEAD\nTitle\n=======\n=======\nOther\n>>>>>>> main\n')).toMatchObject([
    { clear: false },
  ]);
});
