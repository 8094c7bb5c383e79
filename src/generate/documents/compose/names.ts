import { nearest } from '../../../model/names.ts';

/** Naming and comparing all with all would take too long. */
const most = 50;

/** What is known instead of a name that is not, and which of it was meant. */
export function alternatives(
  name: string,
  names: Iterable<string>,
): { readonly known: readonly string[]; readonly suggestion: string | undefined } {
  const known: string[] = [];
  for (const one of names) {
    if (known.length === most) break;
    known.push(one);
  }
  return { known, suggestion: nearest(name, known) };
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
