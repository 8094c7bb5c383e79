import { diff3, type Region } from './diff3.ts';
import { joinLines, type Line, type Lines, linesIn, splitLines } from './lines.ts';
import { type Conflict, type Merge, merged } from './merge.ts';

/**
 * Merges line by line. Changes in different lines both hold, the same change on both sides is one change, and changes
 * of the same or of neighbouring lines are a conflict, as for git. Line endings and a missing last one are the user's
 * where the user changed them; lines are compared without them.
 */
export function mergeText(base: string, ours: string, theirs: string): Merge {
  if (ours === theirs || theirs === base) return merged(ours);
  if (ours === base) return merged(theirs);
  return mergeLines(splitLines(base), splitLines(ours), splitLines(theirs));
}

function mergeLines(base: Lines, ours: Lines, theirs: Lines): Merge {
  const ending = ours.ending === base.ending ? theirs.ending : ours.ending;
  const complete = ours.complete === base.complete ? theirs.complete : ours.complete;
  // The generator itself went over to other line endings: lines that have the old ones follow.
  const converts = ours.ending === base.ending && theirs.ending !== base.ending;
  const own = (line: Line): Line => (converts && line.end === base.ending ? { ...line, end: ending } : line);
  const generated = ({ text }: Line): Line => ({ text, end: ending });
  const [mine, other]: [Line[][], Line[][]] = [[], []];
  const conflicts: Conflict[] = [];
  for (const region of diff3(base.texts, ours.texts, theirs.texts, { touching: true })) {
    const mineHere = linesIn(ours, region.ours).map(own);
    const theirsHere = linesIn(theirs, region.theirs).map(generated);
    if (region.changedBy === 'both') {
      const same = commonEnds(mineHere, theirsHere);
      mine.push(mineHere);
      other.push(mineHere.slice(0, same.head));
      other.push(theirsHere.slice(same.head, theirsHere.length - same.tail));
      other.push(mineHere.slice(mineHere.length - same.tail));
      const conflict = conflictOf(region, base, mineHere, theirsHere, same);
      if (conflict) conflicts.push(conflict);
    } else {
      const both = region.changedBy === 'theirs' ? theirsHere : mineHere;
      mine.push(both);
      other.push(both);
    }
  }
  const as = { ending, complete };
  return { mine: joinLines(mine, as), generated: joinLines(other, as), conflicts };
}

/** How many lines two lists share at their head and at their tail. */
function commonEnds(a: readonly Line[], b: readonly Line[]): { head: number; tail: number } {
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head]?.text === b[head]?.text) head++;
  let tail = 0;
  while (tail < most - head && a[a.length - 1 - tail]?.text === b[b.length - 1 - tail]?.text) tail++;
  return { head, tail };
}

function conflictOf(
  region: Region,
  base: Lines,
  mine: readonly Line[],
  theirs: readonly Line[],
  { head, tail }: { head: number; tail: number },
): Conflict | undefined {
  const left = mine.slice(head, mine.length - tail);
  const right = theirs.slice(head, theirs.length - tail);
  if (left.length === 0 && right.length === 0) return undefined;
  const from = region.ours.from + head + 1;
  return {
    lines: { from, to: from + left.length - 1 },
    base: base.texts.slice(region.base.from, region.base.to).join('\n'),
    ours: left.map(({ text }) => text).join('\n'),
    theirs: right.map(({ text }) => text).join('\n'),
  };
}
