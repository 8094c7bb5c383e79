import { type Problem, problem } from '../../../errors/index.ts';
import { gitConflicts } from '../../artifacts/shared/git-conflicts.ts';
import { markerLines } from '../merge/markers.ts';
import type { Conflict } from '../merge/merge.ts';

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
  const { lines, column = 1, ours, theirs } = conflict;
  const facts = { path: shown(path), change: changeOf(conflict) };
  const length = ours.split('\n')[0]?.length ?? 0;
  const detail = [...version('yours', ours), ...version('generated', theirs)];
  // What is gone has no place of its own: the line that stands there now is about something else.
  const at =
    lines && lines.to >= lines.from ? { at: { file: shown(path), line: lines.from, column, length } } : {};
  return problem(id, facts, { artifact: path, ...at, detail });
}

/** "your edit of spec.replicas (line 12)", "you removed spec.replicas" */
function changeOf({ lines, path, base }: Conflict): string {
  if (!lines) return `you removed ${path ?? 'a part'}`;
  if (lines.to < lines.from)
    return base === ''
      ? `your edit before line ${lines.from}`
      : `you removed lines before line ${lines.from}`;
  return `your edit of ${path === undefined ? linesText(lines) : `${path} (${linesText(lines)})`}`;
}

const linesText = ({ from, to }: NonNullable<Conflict['lines']>) =>
  to > from ? `lines ${from} to ${to}` : `line ${from}`;

/** The first lines of one side; a long one is cut, the whole of it is in the plan. */
function version(name: string, text: string): string[] {
  if (text === '') return [`${name}: nothing`];
  const lines = text.split('\n');
  const shown = lines.slice(0, 5).map(line => (line.length > 120 ? `${line.slice(0, 119)}…` : line));
  const more = lines.length > shown.length ? [`… ${lines.length - shown.length} more lines`] : [];
  return [`${name}:`, ...[...shown, ...more].map(line => `  ${line}`)];
}
