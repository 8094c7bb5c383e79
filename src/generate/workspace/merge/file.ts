import { diff } from './diff.ts';
import { splitLines } from './lines.ts';
import type { Merge } from './merge.ts';
import { mergeStructured } from './structure/merge-structured.ts';
import { formatOf } from './structure/structure.ts';
import { mergeText } from './text.ts';

/**
 * Puts the three versions of a generated file together: YAML and JSON by what they mean, everything else, and what does
 * not parse, by its lines. Without a base nobody knows who changed what: all that differs is one conflict.
 */
export function mergeFile(path: string, base: string | undefined, ours: string, theirs: string): Merge {
  const format = formatOf(path);
  const byLines = mergeText(base ?? '', ours, theirs);
  if (base === undefined || format === undefined || [base, ours].includes(theirs) || ours === base)
    return byLines;
  const { merge, parses } = mergeStructured(format, { base, ours, theirs });
  // Comments are carried by what they stand beside, and what they stand beside may be gone.
  if (merge && keepsCommentLines(base, ours, merge.mine) && keepsCommentLines(base, theirs, merge.generated))
    return merge;
  // The lines fit together, yet what they say would not: one side has to be chosen.
  return parses && byLines.conflicts.length === 0 ? mergeText('', ours, theirs) : byLines;
}

/** Whether the merged text has every line of comment that a side put in or changed, at whatever depth it stands. */
function keepsCommentLines(base: string, side: string, merged: string): boolean {
  const [before, after] = [linesOf(base), linesOf(side)];
  const found = new Set(linesOf(merged));
  return diff(before, after).every(({ after: { from, to } }) =>
    after.slice(from, to).every(line => !line.startsWith('#') || found.has(line)),
  );
}

const linesOf = (text: string): readonly string[] => splitLines(text).texts.map(line => line.trim());
