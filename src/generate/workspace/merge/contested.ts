import { failure } from '../../../errors/index.ts';
import { gitConflicts } from '../../artifacts/shared/git-conflicts.ts';
import { mergeFile } from './file.ts';
import { gitSides } from './git-sides.ts';
import { markerLines, withMarkers, withoutMarkers } from './markers.ts';
import type { Merge } from './merge.ts';

/** The sides of a file whose conflicts wait for a person. */
export interface ContestedSides {
  /** Number of parts that both sides changed. */
  readonly parts: number;
  /** The whole file with the user's side of each part, and with the generated one; all else is merged in both. */
  readonly mine: string;
  readonly generated: string;
  /** The whole file with both sides between markers. */
  readonly marked: string;
}

/**
 * The sides of a file as it lies there, with markers or without, and of what is generated now.
 *
 * @throws Failure `markers-unclear`
 */
export function contestedSides(
  path: string,
  text: string,
  base: string | undefined,
  theirs: string,
): ContestedSides {
  const merge = (ours: string): Merge => mergeFile(path, base, ours, theirs);
  const marked = markedSides(path, text, theirs);
  if (!marked) {
    const merged = merge(text);
    const { mine, generated, conflicts } = merged;
    return { parts: conflicts.length, mine, generated, marked: withMarkers(merged) };
  }
  const { parts, mine, generated } = marked;
  return { parts, mine: merge(mine).mine, generated: merge(generated).generated, marked: text };
}

/** The sides of a text with markers, ours or those of a merge by git; undefined for one without. */
function markedSides(path: string, text: string, theirs: string): Omit<ContestedSides, 'marked'> | undefined {
  const lines = markerLines(text);
  const byGit = gitConflicts(text);
  const line = lines[0] ?? byGit[0]?.from;
  if (line === undefined) return undefined;
  const sides =
    lines.length > 0
      ? { mine: withoutMarkers(text, 'mine'), generated: withoutMarkers(text, 'generated') }
      : gitSides(text, theirs);
  const { mine, generated } = sides ?? {};
  // Where a merge by git met markers of ours, those of the other kind are left: that is for a person.
  if (mine === undefined || generated === undefined || [mine, generated].some(isConflicted))
    throw failure('markers-unclear', { path, line }, { artifact: path });
  return { parts: lines.length > 0 ? lines.length / 2 : byGit.length, mine, generated };
}

const isConflicted = (text: string) => gitConflicts(text).length > 0;
