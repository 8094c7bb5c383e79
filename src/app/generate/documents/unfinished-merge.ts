import { type Problem, problem } from '../../../errors/index.ts';
import { gitConflicts } from '../../../generate/artifacts/shared/git-conflicts.ts';

/** What is wrong with a document in which git left conflict markers: no reader sees more in them than broken text. */
export function unfinishedMerge(file: string, text: string): Problem | undefined {
  const conflicts = gitConflicts(text);
  const [first] = conflicts;
  if (!first) return undefined;
  const at = { file, line: first.from, column: 1, length: first.opening.length };
  return problem('document-conflicted', { path: file, lines: conflicts.map(({ from }) => from) }, { at });
}
