import { diff } from './diff.ts';
import { joinLines, type Line, splitLines } from './lines.ts';
import type { Merge } from './merge.ts';

const opening = '<<<<<<< yours';
const middle = '=======';
const closing = '>>>>>>> generated';

/** A merge as one text with both sides of each conflict between markers, as git writes them. */
export function withMarkers({ mine, generated }: Merge): string {
  const [left, right] = [splitLines(mine), splitLines(generated)];
  const lines: Line[] = [];
  const push = (texts: readonly string[], ends: readonly string[]) =>
    texts.forEach((text, index) => {
      lines.push({ text, end: ends[index] ?? '' });
    });
  let at = 0;
  for (const { before, after } of diff(left.texts, right.texts)) {
    push(left.texts.slice(at, before.from), left.ends.slice(at, before.from));
    push([opening], []);
    push(left.texts.slice(before.from, before.to), left.ends.slice(before.from, before.to));
    push([middle], []);
    push(right.texts.slice(after.from, after.to), right.ends.slice(after.from, after.to));
    push([closing], []);
    at = before.to;
  }
  push(left.texts.slice(at), left.ends.slice(at));
  return joinLines(lines, left.ending, left.complete);
}

/**
 * The text with one side of each pair of markers. Undefined when the markers are not as `withMarkers` wrote them: one is
 * missing, or a line between them looks like one, so that the sides cannot be told apart.
 */
export function withoutMarkers(text: string, side: 'mine' | 'generated'): string | undefined {
  const { texts, ends, ending, complete } = splitLines(text);
  const lines: Line[] = [];
  let within: 'none' | 'mine' | 'generated' = 'none';
  for (const [index, line] of texts.entries()) {
    if (line === opening || line === closing || (line === middle && within !== 'none')) {
      if (line !== { none: opening, mine: middle, generated: closing }[within]) return undefined;
      within = line === opening ? 'mine' : line === middle ? 'generated' : 'none';
    } else if (within === 'none' || within === side) lines.push({ text: line, end: ends[index] ?? '' });
  }
  return within === 'none' ? joinLines(lines, ending, complete) : undefined;
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
