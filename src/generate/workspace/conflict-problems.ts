import { type Problem, problem } from '../../errors/index.ts';
import { gitConflicts } from '../artifacts/shared/git-conflicts.ts';
import { markerLines } from './merge/markers.ts';
import type { Conflict } from './merge/merge.ts';

/** A path as the user types it. */
type Shown = (path: string) => string;

/** What is said of a generated file in which a person has not taken a side yet, of ours or of a merge by git. */
export function unsettled(path: string, text: string, shown: Shown): Problem | undefined {
  const file = shown(path);
  const ours = markerLines(text);
  const [line] = ours;
  if (line !== undefined) {
    const at = { file, line, column: 1 };
    return problem('markers-left', { path: file, lines: ours }, { artifact: path, at });
  }
  const conflicts = gitConflicts(text);
  const [first] = conflicts;
  if (!first) return undefined;
  const at = { file, line: first.from, column: 1, length: first.opening.length };
  const lines = conflicts.map(({ from }) => from);
  return problem('merge-unfinished', { path: file, lines }, { artifact: path, at });
}

export function conflictProblem(
  id: 'merge-conflict' | 'conflict-marked',
  path: string,
  conflict: Conflict,
  shown: Shown,
): Problem {
  const facts = { path: shown(path), where: whereIs(conflict) };
  const length = conflict.ours.split('\n')[0]?.length ?? 0;
  const at = { file: shown(path), line: conflict.lines.from, column: conflict.column ?? 1, length };
  const detail = [...version('yours', conflict.ours), ...version('generated', conflict.theirs)];
  return problem(id, facts, { artifact: path, at, detail });
}

function whereIs({ lines: { from, to }, path }: Conflict): string {
  const lines = to > from ? `lines ${from} to ${to}` : to === from ? `line ${from}` : `before line ${from}`;
  const at = to < from ? lines : `of ${lines}`;
  return path === undefined ? at : `of ${path} (${at.replace(/^of /, '')})`;
}

/** The first lines of one side; a long one is cut, the whole of it is in the plan. */
function version(name: string, text: string): string[] {
  if (text === '') return [`${name}: nothing`];
  const lines = text.split('\n');
  const shown = lines.slice(0, 5).map(line => (line.length > 120 ? `${line.slice(0, 119)}…` : line));
  const more = lines.length > shown.length ? [`… ${lines.length - shown.length} more lines`] : [];
  return [`${name}:`, ...[...shown, ...more].map(line => `  ${line}`)];
}
