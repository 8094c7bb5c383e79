import type { FieldPath, Scalar } from './facts.ts';
import { fieldText } from './facts.ts';
import type { Origin, Origins } from './origins.ts';

interface Entry {
  readonly path: FieldPath;
  readonly value: Scalar;
  readonly origin: Origin;
  /** Concluded from a statement about something else. */
  readonly derived?: true;
}

/** A project that is being put together: one value and one origin per field, in the order in which they came. */
export class Draft {
  readonly #entries = new Map<string, Entry>();

  set(path: FieldPath, value: Scalar, origin: Origin, derived?: true): void {
    this.#entries.set(fieldText(path), { path, value, origin, ...(derived ? { derived } : {}) });
  }

  /** Fills a field that no document and no option has said anything about. */
  assume(path: FieldPath, value: Scalar, reason: string): void {
    if (!this.has(path)) this.set(path, value, { from: 'default', reason });
  }

  /** Fills a field with what another one says; where a document or an option decides that one, it decides this one too. */
  follow(path: FieldPath, source: FieldPath, value: Scalar, reason: string): void {
    const origin = this.entry(source)?.origin;
    if (!this.has(path))
      this.set(path, value, origin && origin.from !== 'default' ? origin : { from: 'default', reason });
  }

  /** What was said of a field counts for nothing, as if nobody had said it. */
  forget(path: FieldPath): void {
    this.#entries.delete(fieldText(path));
  }

  has(path: FieldPath): boolean {
    return this.#entries.has(fieldText(path));
  }

  /** True when a field at or below the path has a value. */
  hasBelow(path: FieldPath): boolean {
    return this.has(path) || this.has([...path, 0]);
  }

  entry(path: FieldPath): Entry | undefined {
    return this.#entries.get(fieldText(path));
  }

  text(path: FieldPath): string {
    return String(this.entry(path)?.value ?? '');
  }

  number(path: FieldPath): number {
    return Number(this.entry(path)?.value ?? Number.NaN);
  }

  /** Names of the items of a list, in order of appearance. */
  names(list: FieldPath): readonly string[] {
    return [...this.items(list).keys()];
  }

  /** Names of the items of a list, each with the origin of what was first said about it. */
  items(list: FieldPath): ReadonlyMap<string, Origin> {
    const found = new Map<string, Origin>();
    for (const { path, origin } of this.#entries.values()) {
      const item = path[list.length];
      if (typeof item === 'object' && !found.has(item.name) && list.every((part, i) => isSame(part, path[i])))
        found.set(item.name, origin);
    }
    return found;
  }

  /** Puts the items of a list into this order. */
  arrange(list: FieldPath, names: readonly string[]): void {
    const rank = ({ path }: Entry) => {
      const item = path[list.length];
      const isItem = typeof item === 'object' && list.every((part, i) => isSame(part, path[i]));
      return isItem ? names.indexOf(item.name) : -1;
    };
    const all = [...this.#entries];
    const items = all.filter(([, entry]) => rank(entry) >= 0);
    const sorted = items.toSorted(([, a], [, b]) => rank(a) - rank(b)).values();
    this.#entries.clear();
    for (const found of all) {
      const [field, entry] = rank(found[1]) < 0 ? found : (sorted.next().value ?? found);
      this.#entries.set(field, entry);
    }
  }

  entries(): Iterable<Entry> {
    return this.#entries.values();
  }

  origins(): Origins {
    return new Map([...this.#entries].map(([field, { origin }]) => [field, origin]));
  }
}

function isSame(a: FieldPath[number], b: FieldPath[number] | undefined): boolean {
  return typeof a === 'object' && typeof b === 'object' ? a.name === b.name : a === b;
}
