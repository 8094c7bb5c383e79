import { slice, type Token } from '../../../model/token.ts';

/**
 * Where parts of a value stand. In a literal block (`|`) the lines of the value are those of the file, indented; in other
 * texts that are written otherwise than they are meant, a part has the place of the whole.
 */
export class PartPlaces {
  readonly #token: Token;
  readonly #lines: readonly string[];
  #starts: readonly number[] | undefined;

  /** `lines` are those of the file. */
  constructor(token: Token, lines: readonly string[]) {
    this.#token = token;
    this.#lines = lines;
  }

  /** The place of the part that begins at the offset. */
  at(offset: number, length: number): Token['at'] {
    const whole = this.#token;
    if (!whole.rewritten) return slice(whole, offset, offset + length).at;
    this.#starts ??= startsOf(whole.text);
    const row = rowOf(this.#starts, offset);
    const start = this.#starts[row] ?? 0;
    const own = whole.text.slice(start, (this.#starts[row + 1] ?? whole.text.length + 1) - 1);
    const line = this.#lines[whole.at.line + row] ?? '';
    if (own === '' || !line.endsWith(own)) return whole.at;
    const column = line.length - own.length + offset - start + 1;
    return { ...whole.at, line: whole.at.line + row + 1, column, length };
  }
}

/** The offset at which each line begins. */
function startsOf(text: string): readonly number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

/** The last line that begins at the offset or before it. */
function rowOf(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}
