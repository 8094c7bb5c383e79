import { Lexer } from 'yaml';

/** Marks the token of a plain or block scalar, which may begin with any character. */
const scalar = '\u001f';
/** What the lexer puts in between to mark places, and stands in no text. */
const marks = new Set(['\u0002', '\u0018', scalar, '\ufeff']);

/** Line numbers, from 1. */
export type LineSet = ReadonlySet<number>;

/** A YAML text taken apart; `code` has the text of each line without its comment and the blanks before it. */
export interface Commented {
  readonly comments: readonly { readonly text: string; readonly line: number }[];
  readonly code: readonly string[];
}

/** Tells comments from everything that only looks like one, as YAML itself does. */
export function readComments(text: string): Commented {
  const comments: { text: string; line: number }[] = [];
  const code = [''];
  let previous = '';
  for (const token of new Lexer().lex(text)) {
    if (token.startsWith('#') && previous !== scalar)
      comments.push({ text: token.trimEnd(), line: code.length });
    else if (!marks.has(token)) {
      const [rest = '', ...more] = token.split('\n');
      code[code.length - 1] += rest;
      code.push(...more);
    }
    previous = token;
  }
  return { comments, code: code.map(line => line.trimEnd()) };
}

/** How often each comment stands in a text. */
function countComments(text: string, except: LineSet = new Set()): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text: comment, line } of readComments(text).comments)
    if (!except.has(line)) counts.set(comment, (counts.get(comment) ?? 0) + 1);
  return counts;
}

/**
 * Whether `merged` has all comments that a side has more often than the base, and none more often than both sides put
 * together. A tree may drop or double some; nobody may. On the lines of `except` a side may lose them.
 */
export function keepsComments(
  texts: { readonly base: string; readonly ours: string; readonly theirs: string },
  merged: string,
  except: { readonly ours: LineSet; readonly theirs: LineSet },
): boolean {
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
