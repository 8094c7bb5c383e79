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

/** Whether `merged` has all comments that `edited` has more than `base`. A tree may drop some; nobody may. */
export function keepsComments(base: string, edited: string, merged: string): boolean {
  const [before, after, found] = [commentsOf(base), commentsOf(edited), commentsOf(merged)];
  return [...after].every(([comment, count]) => {
    const added = count - (before.get(comment) ?? 0);
    return added <= 0 || (found.get(comment) ?? 0) >= added;
  });
}
