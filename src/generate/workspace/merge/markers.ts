import { diff } from './diff.ts';
import { joinLines, type Line, linesIn, splitLines } from './lines.ts';
import type { Merge } from './merge.ts';

const opening = '<<<<<<< yours';
const middle = '=======';
const closing = '>>>>>>> generated';

/** A merge as one text with both sides of each conflict between markers, as git writes them. */
export function withMarkers({ mine, generated }: Merge): string {
  const [left, right] = [splitLines(mine), splitLines(generated)];
  const runs: Line[][] = [];
  let at = 0;
  for (const { before, after } of diff(left.texts, right.texts)) {
    runs.push(linesIn(left, { from: at, to: before.from }));
    runs.push(marker(opening), linesIn(left, before));
    runs.push(marker(middle), linesIn(right, after));
    runs.push(marker(closing));
    at = before.to;
  }
  runs.push(linesIn(left, { from: at }));
  return joinLines(runs, left);
}

const marker = (text: string): Line[] => [{ text, end: '' }];

/**
 * The text with one side of each pair of markers. Undefined when the markers are not as `withMarkers` wrote them: one is
 * missing, or a line between them looks like one, so that the sides cannot be told apart.
 */
export function withoutMarkers(text: string, side: 'mine' | 'generated'): string | undefined {
  const lines = splitLines(text);
  const kept: Line[] = [];
  let within: 'none' | 'mine' | 'generated' = 'none';
  for (const line of linesIn(lines, { from: 0 })) {
    const { text } = line;
    if (text === opening || text === closing || (text === middle && within !== 'none')) {
      if (text !== { none: opening, mine: middle, generated: closing }[within]) return undefined;
      within = text === opening ? 'mine' : text === middle ? 'generated' : 'none';
    } else if (within === 'none' || within === side) kept.push(line);
  }
  return within === 'none' ? joinLines([kept], lines) : undefined;
}

/** The lines (from 1) on which a marker stands that `withMarkers` wrote, or that a person left of it. */
export function markerLines(text: string): number[] {
  return splitLines(text).texts.flatMap((line, index) =>
    line === opening || line === closing ? [index + 1] : [],
  );
}

/** Where the lines (from 1) of a text stand after it was merged and got markers; for one that is gone, where it was. */
export function lineAfter(text: string, marked: string): (line: number) => number {
  const hunks = diff(splitLines(text).texts, splitLines(marked).texts);
  return line => {
    const hunk = hunks.findLast(({ before }) => before.from < line);
    if (!hunk) return line;
    const { before, after } = hunk;
    return line <= before.to ? Math.min(after.from + 1, after.to || 1) : line - before.to + after.to;
  };
}
