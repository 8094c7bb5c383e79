import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from '../root.ts';
import { digestsIn, textAlone, textsIn } from './pack.ts';

export const baselineFolder = (root: string): string => join(stateFolder(root), 'baselines');

/** Form of the name of a file that holds baselines: a pack, or one text alone. */
export const baselineName = /^[0-9a-f]{64}(?:\.pack)?$/;

/** The texts of generated files as they were last generated, by SHA-256, as they are kept when this is made. */
export class Baselines {
  /** The SHA-256 of each text by the name of the file that holds it. */
  readonly files: ReadonlyMap<string, readonly string[]>;
  readonly #folder: string;
  /** The names of the files that hold each text. */
  readonly #places = new Map<string, string[]>();
  #last: { readonly name: string; readonly texts: ReadonlyMap<string, string> } | undefined;

  constructor(root: string) {
    this.#folder = baselineFolder(root);
    const names = filesIn(this.#folder).filter(name => baselineName.test(name));
    this.files = new Map(
      names.toSorted().map(name => [name, isPack(name) ? digestsIn(this.#content(name)) : [name]]),
    );
    for (const [name, digests] of this.files)
      for (const digest of digests) {
        const places = this.#places.get(digest);
        if (places) places.push(name);
        else this.#places.set(digest, [name]);
      }
  }

  /** Whether the text is kept; a lock need not refer to it. */
  has(digest: string): boolean {
    return this.#places.has(digest);
  }

  /** The SHA-256 of all texts. */
  digests(): IterableIterator<string> {
    return this.#places.keys();
  }

  /** Undefined when the text is not kept. */
  read(digest: string): string | undefined {
    for (const name of this.#places.get(digest) ?? []) {
      const text = this.#texts(name).get(digest);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  /** Neighbours are asked for one after another. */
  #texts(name: string): ReadonlyMap<string, string> {
    if (this.#last?.name !== name) {
      const content = this.#content(name);
      this.#last = { name, texts: isPack(name) ? textsIn(content) : textAlone(content, name) };
    }
    return this.#last.texts;
  }

  #content(name: string): string {
    return readFileSync(join(this.#folder, name), 'utf8');
  }
}

const isPack = (name: string) => name.endsWith('.pack');

/** They come with a repository: no link is followed. */
const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(({ name }) => name)
    : [];
