/** A text as lines. `ends[i]` is the line ending of line i as it stands there; only the last can be empty. */
export interface Lines {
  readonly texts: readonly string[];
  readonly ends: readonly string[];
  /** The line ending that most lines have; "\n" where there is none. */
  readonly ending: '\n' | '\r\n';
  /** False when the last line has no line ending. A text without lines counts as complete. */
  readonly complete: boolean;
}

/** Splits at LF and CRLF. A carriage return alone is part of its line. */
export function splitLines(text: string): Lines {
  const texts: string[] = [];
  const ends: string[] = [];
  let windows = 0;
  for (let from = 0; from < text.length; ) {
    const at = text.indexOf('\n', from);
    if (at < 0) {
      texts.push(text.slice(from));
      ends.push('');
      break;
    }
    const end = at > from && text[at - 1] === '\r' ? '\r\n' : '\n';
    if (end === '\r\n') windows++;
    texts.push(text.slice(from, at + 1 - end.length));
    ends.push(end);
    from = at + 1;
  }
  const ending = windows * 2 > texts.length ? '\r\n' : '\n';
  return { texts, ends, ending, complete: ends.at(-1) !== '' };
}

/** A line with its ending, on its way into a text. */
export interface Line {
  readonly text: string;
  readonly end: string;
}

/** The lines of a range, with their endings; without `to` all that follow. */
export function linesIn({ texts, ends }: Lines, { from, to }: { from: number; to?: number }): Line[] {
  return texts.slice(from, to).map((text, index) => ({ text, end: ends[from + index] ?? '' }));
}

/**
 * The way back, of runs of lines that follow each other. A line without its ending gets the usual one; only the last may
 * lack it, and does so unless the text is to be complete.
 */
export function joinLines(
  runs: readonly (readonly Line[])[],
  { ending, complete }: Pick<Lines, 'ending' | 'complete'>,
): string {
  const lines = runs.flat();
  const last = lines.length - 1;
  return lines
    .map(({ text, end }, index) => (index === last && !complete ? text : text + (end || ending)))
    .join('');
}

/** What a line says, at whatever depth it stands. In JSON the comma at the end belongs to the next line. */
export const essence = (line: string): string => line.trim().replace(/,$/, '');
