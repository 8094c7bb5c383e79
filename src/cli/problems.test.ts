import { expect, it } from 'vitest';
import { problem } from '../errors/index.ts';
import { printProblems } from './problems.ts';
import { paint } from './style.ts';

const note = problem('base-empty', { ref: 'main' });
const error = problem('git-no-repository', { folder: '.' });
const lastLine = (problems: Parameters<typeof printProblems>[0], closing?: string) =>
  printProblems(problems, paint({ isTTY: false }), closing)
    .trim()
    .split('\n')
    .at(-1);

it('problems end with their count: notes are counted where there is nothing worse', () => {
  expect(lastLine([note])).toBe('1 note');
  expect(lastLine([note, note], 'nothing was written')).toBe('2 notes — nothing was written');
  expect(lastLine([note, error])).toBe('1 error, 0 warnings');
  expect(printProblems([], paint({ isTTY: false }))).toBe('');
});
