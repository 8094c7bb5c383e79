import { diff } from '../diff.ts';
import { essence } from '../lines.ts';
import type { Format } from './structure.ts';
import type { Side, Texts } from './texts.ts';
import { type LineSet, readWords, type Words } from './words.ts';

/** The lines that a side gives up in a conflict. */
export type Given = Readonly<Record<Side, LineSet>>;

export interface AllWords extends Readonly<Record<keyof Texts, Words>> {
  readonly format: Format;
  readonly isOneLine: boolean;
}

/** The words of the three texts, taken apart once and only if they are asked for. */
export function wordsOf(format: Format, { base, ours, theirs }: Texts): () => AllWords {
  let known: AllWords | undefined;
  return () => {
    known ??= {
      format,
      isOneLine: !ours.trim().includes('\n'),
      base: readWords(format, base),
      ours: readWords(format, ours),
      theirs: readWords(format, theirs),
    };
    return known;
  };
}

/** The tree decides what is said; how a person wrote it is kept too, or the lines have to decide. */
export function keepsWords({ isOneLine, ...words }: AllWords, merged: Words, given: Given): boolean {
  const keeps = (side: Side) => keepsLines({ base: words.base, side: words[side], merged }, given[side]);
  // In JSON the layout is that of the user.
  if (words.format === 'json') return isOneLine || keeps('ours');
  const sides = ['ours', 'theirs'] as const;
  return (
    keepsComments(words, merged, given) &&
    sides.every(side => keeps(side) && (given[side].size > 0 || keepsMoved(words.base, words[side], merged)))
  );
}

/**
 * Whether `merged` has every line of comment that a side put somewhere else: what it stood beside may be gone. Their
 * number does not tell that.
 */
function keepsMoved(base: Words, side: Words, merged: Words): boolean {
  const [before, after] = [base, side].map(({ comments }) => comments.map(({ text }) => text));
  const found = new Set(merged.comments.map(({ text }) => text));
  return diff(before ?? [], after ?? []).every(hunk =>
    (after ?? []).slice(hunk.after.from, hunk.after.to).every(comment => found.has(comment)),
  );
}

/** How often each comment stands in a text. */
function countComments({ comments }: Words, except: LineSet = new Set()): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text: comment, line } of comments)
    if (!except.has(line)) counts.set(comment, (counts.get(comment) ?? 0) + 1);
  return counts;
}

/**
 * Whether `merged` has all comments that a side has more often than the base, and none more often than both sides put
 * together. A tree may drop or double some; nobody may. On the lines of `except` a side may lose them.
 */
function keepsComments(texts: Omit<AllWords, 'isOneLine'>, merged: Words, except: Given): boolean {
  const [base, ours, theirs] = [texts.base, texts.ours, texts.theirs].map(text => countComments(text));
  const found = countComments(merged);
  const isKept = (['ours', 'theirs'] as const).every(side =>
    [...countComments(texts[side], except[side])].every(
      ([comment, many]) =>
        many <= count(base, comment) || many - count(base, comment) <= count(found, comment),
    ),
  );
  const isSingle = [...found].every(([comment, many]) => {
    const [mine, other] = [count(ours, comment), count(theirs, comment)];
    return many <= Math.max(mine, other, mine + other - count(base, comment));
  });
  return isKept && isSingle;
}

const count = (comments: ReadonlyMap<string, number> | undefined, comment: string) =>
  comments?.get(comment) ?? 0;

/** How many blanks stand between words is layout; where they mean something, the tree knows. */
const wordsIn = (line: string) => essence(line).replace(/\s+/g, ' ');

/**
 * Whether `merged` has every line that one side added to the base or changed, at whatever depth it stands now, but for
 * the lines of `except`. Comments aside: they are looked for apart, since both sides may have a part in one line.
 */
function keepsLines(
  { base, side, merged }: { readonly base: Words; readonly side: Words; readonly merged: Words },
  except: LineSet,
): boolean {
  const [before, after, found] = [base, side, merged].map(({ code }) => code.map(wordsIn));
  const known = new Set(found);
  return diff(before ?? [], after ?? []).every(hunk =>
    (after ?? [])
      .slice(hunk.after.from, hunk.after.to)
      .every((line, index) => line === '' || known.has(line) || except.has(hunk.after.from + index + 1)),
  );
}
