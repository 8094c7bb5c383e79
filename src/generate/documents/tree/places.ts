import type { LineCounter, Range } from 'yaml';
import type { Token } from '../../../model/token.ts';

/** Knows for each offset of a YAML text its line and column in the file that holds it. */
export class Places {
  readonly #lines: LineCounter;
  readonly #text: string;
  readonly #start: Token;

  constructor(text: string, start: Token, lines: LineCounter) {
    this.#text = text;
    this.#start = start;
    this.#lines = lines;
  }

  at(offset: number, length: number): Token['at'] {
    const { line, col } = this.#lines.linePos(Math.min(offset, this.#text.length));
    const { file, line: first, column } = this.#start.at;
    return { file, line: first + Math.max(line, 1) - 1, column: column + Math.max(col, 1) - 1, length };
  }

  /** The token of a node: without its quotes where the text stands in the source as it is meant. */
  token(range: Range | null | undefined, text: string): Token {
    const [from, to] = range ?? [0, 0];
    const written = this.#text.slice(from, to);
    const inner = written.startsWith(text) ? 0 : written.startsWith(text, 1) ? 1 : -1;
    if (text !== '' && inner >= 0) return { text, at: this.at(from + inner, text.length) };
    const firstLine = written.split('\n', 1)[0] ?? '';
    return { text, at: this.at(from, firstLine.length), ...(text === '' ? {} : { rewritten: true }) };
  }

  /** A map or a list begins at its first sign. */
  start(range: Range | null | undefined): Token {
    const from = range?.[0] ?? 0;
    const end = this.#text.indexOf('\n', from);
    const length = (end < 0 ? this.#text.length : Math.min(end, range?.[1] ?? end)) - from;
    return { text: '', at: this.at(from, Math.max(0, length)) };
  }
}
