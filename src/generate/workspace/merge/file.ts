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
  if (merge) return merge;
  // The lines fit together, yet what they say would not: one side has to be chosen.
  return parses && byLines.conflicts.length === 0 ? mergeText('', ours, theirs) : byLines;
}
