/** A parser of foreign text, with documents that it reads. */
export interface Parser {
  readonly name: string;
  readonly seeds: readonly string[];
  /** How many texts of about one size a call parses, 1 when not given: they share the 64 KB. */
  readonly texts?: number;
  /** What a parser refuses by a `Failure` is caught in here. */
  readonly read: (text: string) => unknown;
}
