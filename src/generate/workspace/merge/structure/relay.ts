import { diff, type Hunk } from '../diff.ts';
import { diff3, type Region } from '../diff3.ts';
import { joinLines, type Lines, splitLines } from '../lines.ts';

/**
 * The user's text with what was changed from `before` to `after`, also right beside and within lines that differ in `ours`:
 * where they do by more than layout, the change stands alone. Whether the text says the right thing is for others to see.
 */
export function relay(before: string, ours: string, after: string): string {
  const [printed, own, next] = [before, ours, after].map(splitLines) as [Lines, Lines, Lines];
  const runs = diff3(printed.texts, own.texts, next.texts, layoutApart).map(region =>
    linesOf(region, printed, own, next).map((text, index) => ({
      text,
      end: region.changedBy === 'theirs' ? own.ending : (own.ends[region.ours.from + index] ?? own.ending),
    })),
  );
  return joinLines(runs, own);
}

function linesOf({ changedBy, ...at }: Region, printed: Lines, own: Lines, next: Lines): readonly string[] {
  const mine = own.texts.slice(at.ours.from, at.ours.to);
  if (changedBy === 'nobody' || changedBy === 'ours') return mine;
  const merged = next.texts.slice(at.theirs.from, at.theirs.to);
  const was = printed.texts.slice(at.base.from, at.base.to);
  if (changedBy === 'theirs' || was.length !== mine.length || was.length !== merged.length) return merged;
  return was.map((line, index) => relayWords(line, mine[index] ?? '', merged[index] ?? ''));
}

/** A line with a changed word keeps the blanks around the others. */
function relayWords(before: string, ours: string, after: string): string {
  const [printed, own, next] = [before, ours, after].map(line => line.split(/(\s+)/)) as [
    string[],
    string[],
    string[],
  ];
  return diff3(printed, own, next, layoutApart)
    .flatMap(({ changedBy, ours: mine, theirs: merged }) =>
      changedBy === 'nobody' || changedBy === 'ours'
        ? own.slice(mine.from, mine.to)
        : next.slice(merged.from, merged.to),
    )
    .join('');
}

/** Layout of one line has nothing to do with that of the next. */
const layoutApart = { touching: false, compare: oneByOne };

function oneByOne(before: readonly string[], after: readonly string[]): Hunk[] {
  return diff(before, after).flatMap(hunk => {
    const size = hunk.before.to - hunk.before.from;
    if (hunk.after.to - hunk.after.from !== size) return hunk;
    return Array.from({ length: size }, (_, index) => ({
      before: { from: hunk.before.from + index, to: hunk.before.from + index + 1 },
      after: { from: hunk.after.from + index, to: hunk.after.from + index + 1 },
    }));
  });
}
