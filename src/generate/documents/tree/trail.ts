import { problem } from '../../../errors/index.ts';
import { nearest } from '../../../model/names.ts';
import type { Gathering } from '../gathering.ts';
import type { MapNode, TreeNode } from './node.ts';

/** What the reader of a tree has read, and which keys it looked for in each mapping. */
export class Trail {
  readonly used = new Set<TreeNode>();
  readonly #asked = new Map<MapNode, { name: string; keys: Set<string> }>();

  /** `name` is asked for once a mapping. */
  ask(node: MapNode, key: string, name: () => string): void {
    const known = this.#asked.get(node);
    if (known) known.keys.add(key);
    else this.#asked.set(node, { name: name(), keys: new Set([key]) });
  }

  /**
   * Reports each key that is almost one that the reader looked for in the same mapping and did not find. Other keys
   * that nobody reads are no mistake: the form of a SPEC has hundreds.
   */
  reportMisspelt(gathering: Gathering): void {
    // The heading of a column is the key of every row below it.
    const seen = new Set<string>();
    for (const [node, { name, keys }] of this.#asked) {
      // What is null says nothing, also when it is misspelt.
      const isThere = (key: string) => (node.entries.get(key)?.node.kind ?? 'null') !== 'null';
      const absent = [...keys].filter(key => !isThere(key));
      for (const [written, { key }] of absent.length === 0 ? [] : node.entries) {
        const suggestion = keys.has(written) || !isThere(written) ? undefined : meantKey(written, absent);
        const place = `${key.at.line}:${key.at.column}`;
        if (suggestion === undefined || seen.has(place)) continue;
        seen.add(place);
        const facts = { key: key.text, place: name === '' ? 'a SPEC' : name, suggestion };
        gathering.problems.push(problem('key-unknown', facts, { at: key.at }));
      }
    }
  }
}

/** The same letters in another case or with other separators (`bakeSeconds`), or at most two edits away. */
function meantKey(written: string, keys: readonly string[]): string | undefined {
  const same = keys.find(key => letters(key) === letters(written));
  return same ?? nearest(written, keys);
}

const letters = (key: string) => key.slice(0, 64).toLowerCase().replaceAll(/[_ -]/g, '');
