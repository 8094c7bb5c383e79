import type { Place } from '../errors/problem.ts';

/** A piece of a document's text and where it stands. `at.length` is the part of it that stands on that line. */
export interface Token {
  readonly text: string;
  readonly at: Place & { readonly length: number };
  /** The text is not what stands there (an escape, a variable filled in): its parts keep the place of the whole. */
  readonly rewritten?: true;
}

export function token(file: string, line: number, column: number, text: string): Token {
  return { text, at: { file, line, column, length: text.length } };
}

/** The part from `start` to `end` (UTF-16 offsets). A part beyond the first line keeps the place of the whole. */
export function slice(whole: Token, start: number, end: number = whole.text.length): Token {
  const text = whole.text.slice(start, end);
  if (whole.rewritten) return { ...whole, text };
  if (start + text.length > whole.at.length) return { text, at: whole.at };
  return { text, at: { ...whole.at, column: whole.at.column + start, length: text.length } };
}

export function trim(whole: Token): Token {
  const start = whole.text.length - whole.text.trimStart().length;
  return slice(whole, start, Math.max(start, whole.text.trimEnd().length));
}

/** Takes off Markdown's emphasis or code marks where they enclose the whole text: `setup.sh`, **Status**. */
export function bare(whole: Token): Token {
  let inner = trim(whole);
  for (const mark of ['**', '`', '"']) {
    const { text } = inner;
    const encloses = text.length > 2 * mark.length && text.startsWith(mark) && text.endsWith(mark);
    if (encloses && !text.slice(mark.length, -mark.length).includes(mark)) {
      inner = trim(slice(inner, mark.length, text.length - mark.length));
    }
  }
  return inner;
}

/** True for the ways in which documents say "nothing": an empty cell, N/A or a dash. */
export function isAbsent(part: Token): boolean {
  return ['', 'n/a', '-', '–', '—'].includes(part.text.trim().toLowerCase());
}
