/** A parser of foreign text, with documents that it reads. */
export interface Parser {
  readonly name: string;
  readonly seeds: readonly string[];
  /** What a parser refuses by a `Failure` is caught in here. */
  readonly read: (text: string) => unknown;
}
