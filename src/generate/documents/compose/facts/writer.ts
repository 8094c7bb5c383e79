import { problem } from '../../../../errors/index.ts';
import { type FieldPath, fieldText, type Scalar } from '../../../../model/facts.ts';
import type { Token } from '../../../../model/token.ts';
import { isProblem, type Parse } from '../../../../model/values/parse.ts';
import type { Gathering } from '../../gathering.ts';

/** Control characters apart from tab and newline, and those that reorder text on a screen. */
const control = /(?![\t\n])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/u;

/**
 * States facts about one service or resource. What Compose accepts and the model cannot hold is no mistake of the user:
 * it is a warning, the value stays unused, and the loss report names it.
 */
export class Writer {
  readonly #gathering: Gathering;
  readonly #base: FieldPath;

  constructor(gathering: Gathering, base: FieldPath) {
    this.#gathering = gathering;
    this.#base = base;
  }

  below(...path: FieldPath): Writer {
    return new Writer(this.#gathering, [...this.#base, ...path]);
  }

  state(path: FieldPath, value: Scalar, token: Token, options: { derived?: true } = {}): void {
    this.#gathering.state([...this.#base, ...path], value, token, options);
  }

  /** The very text, blanks and all. */
  text(path: FieldPath, token: Token | undefined): boolean {
    if (!token) return false;
    if (!control.test(token.text)) this.state(path, token.text, token);
    else this.decline(fieldText(path), 'it holds control characters', token);
    return !control.test(token.text);
  }

  /** True if there was a value that could be read. */
  read(path: FieldPath, token: Token | undefined, parse: Parse, options: { derived?: true } = {}): boolean {
    if (!token) return false;
    const value = parse(token);
    if (!isProblem(value)) this.state(path, value, token, options);
    else if (!options.derived) this.#gathering.problems.push({ ...value, severity: 'warning' });
    return !isProblem(value);
  }

  words(path: FieldPath, tokens: readonly Token[]): void {
    if (tokens.some(({ text }) => control.test(text))) {
      for (const token of tokens.slice(0, 1))
        this.decline(fieldText(path), 'it holds control characters', token);
      return;
    }
    for (const [i, token] of tokens.entries()) this.state([...path, i], token.text, token);
  }

  decline(field: string, reason: string, { at }: Token): void {
    this.#gathering.problems.push(problem('compose-value-not-held', { field, reason }, { at }));
  }

  /** A part of a value that is stated otherwise: the rest of it is lost. */
  skip(field: string, token: Token): void {
    this.#gathering.skip(`${fieldText(this.#base)}.${field}`, token);
  }

  report(...found: Gathering['problems']): void {
    this.#gathering.problems.push(...found);
  }
}
