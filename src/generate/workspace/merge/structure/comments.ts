import { Lexer } from 'yaml';

/** Marks the token of a plain or block scalar, which may begin with any character. */
const scalar = '\u001f';

/** The comments of a YAML text, each as it stands there, with how often. */
function commentsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  let previous = '';
  for (const token of new Lexer().lex(text)) {
    if (token.startsWith('#') && previous !== scalar) {
      const comment = token.trimEnd();
      counts.set(comment, (counts.get(comment) ?? 0) + 1);
    }
    previous = token;
  }
  return counts;
}

/**
 * Whether `merged` has all comments that a side has more often than the base, and none more often than both sides put
 * together. A tree may drop or double some; nobody may.
 */
export function keepsComments(
  texts: { readonly base: string; readonly ours: string; readonly theirs: string },
  merged: string,
  sides: readonly ('ours' | 'theirs')[],
): boolean {
  const [base, ours, theirs] = [commentsOf(texts.base), commentsOf(texts.ours), commentsOf(texts.theirs)];
  const counts = { ours, theirs };
  const found = commentsOf(merged);
  const isKept = sides.every(side =>
    [...counts[side]].every(
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

const count = (comments: ReadonlyMap<string, number>, comment: string) => comments.get(comment) ?? 0;
