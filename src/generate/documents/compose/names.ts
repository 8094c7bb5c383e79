import { nearest } from '../../../model/names.ts';

/** The name that was meant, among the first of those that are known: comparing all with all would take too long. */
export function meantName(name: string, known: readonly string[]): string | undefined {
  return nearest(name, known.slice(0, 50));
}

/** Names of the items of one list, each once. */
export class Names {
  readonly #next = new Map<string, number>();

  /** The name, with a number behind it when it is taken. */
  distinct(name: string): string {
    const number = this.#next.get(name);
    this.#next.set(name, (number ?? 1) + 1);
    return number === undefined ? name : this.distinct(`${name.slice(0, 56)}-${number}`);
  }
}
