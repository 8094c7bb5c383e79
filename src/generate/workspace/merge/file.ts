import { diff, type Range } from './diff.ts';
import { splitLines } from './lines.ts';
import type { Merge } from './merge.ts';
import { mergeStructured } from './structure/merge-structured.ts';
import { isSound } from './structure/sound.ts';
import { formatOf, parsedOnce } from './structure/structure.ts';
import { mergeText } from './text.ts';

/**
 * Puts the three versions of a generated file together: YAML and JSON by what they mean, everything else, and what does
 * not parse, by its lines. Of two ways that end in a conflict the one with the smaller conflict is taken. Without a base
 * nobody knows who changed what: all that differs is one conflict.
 */
export function mergeFile(path: string, base: string | undefined, ours: string, theirs: string): Merge {
  const format = formatOf(path);
  const byLines = mergeText(base ?? '', ours, theirs);
  if (base === undefined || format === undefined || [base, ours].includes(theirs) || ours === base)
    return byLines;
  const parse = parsedOnce(format);
  const { merge, parses } = mergeStructured(format, { base, ours, theirs }, parse);
  if (!parses || merge?.conflicts.length === 0) return merge ?? byLines;
  const isWhole = isSound(parse, { base, ours, theirs }, byLines);
  if (merge && (!isWhole || contested(merge) <= contested(byLines))) return merge;
  // The lines fit together, yet what they say would not: one side has to be chosen.
  return isWhole || byLines.conflicts.length > 0 ? byLines : mergeText('', ours, theirs);
}

/** Number of lines that a person has to decide on. */
function contested({ mine, generated }: Merge): number {
  return diff(splitLines(mine).texts, splitLines(generated).texts).reduce(
    (sum, { before, after }) => sum + size(before) + size(after),
    0,
  );
}

const size = ({ from, to }: Range) => to - from;
