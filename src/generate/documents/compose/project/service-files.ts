import { problem } from '../../../../errors/index.ts';
import type { Token } from '../../../../model/token.ts';
import type { Gathering } from '../../gathering.ts';
import type { TreeNode } from '../../tree/node.ts';
import type { Environment } from '../load/environment.ts';
import type { Files } from '../load/files.ts';
import type { Filling } from '../load/filling.ts';
import { join, refusal } from '../load/paths.ts';
import { readEnvFile } from '../text/dotenv.ts';
import { fields, itemsOf, scalar, textOf } from '../tree.ts';
import type { Pair } from './types.ts';

/** Of all services together. */
const maxEntries = 10_000;

/** Reads the files of variables and labels that services name. */
export class ServiceFiles {
  /** Values that say which files are read. */
  readonly followed: Token[] = [];
  readonly #files: Files;
  readonly #filling: Filling;
  readonly #environment: Environment;
  readonly #folder: string;
  readonly #gathering: Gathering;
  readonly #read = new Map<string, readonly Pair[]>();
  #entries = 0;

  constructor(
    loaded: { readonly files: Files; readonly filling: Filling; readonly environment: Environment },
    folder: string,
    gathering: Gathering,
  ) {
    this.#files = loaded.files;
    this.#filling = loaded.filling;
    this.#environment = loaded.environment;
    this.#folder = folder;
    this.#gathering = gathering;
  }

  follow(tokens: readonly Token[]): void {
    this.followed.push(...tokens);
  }

  /** `env_file`, in long form. A later file counts before an earlier. */
  variables(envFiles: TreeNode | undefined): readonly Pair[] {
    return itemsOf(envFiles).flatMap(item => this.#file(item, 'the environment of a service'));
  }

  labels(labelFiles: TreeNode | undefined): readonly Pair[] {
    const items = itemsOf(labelFiles).flatMap(item => textOf(item) ?? []);
    return items.flatMap(path => this.#file(fields(path, { path: scalar(path) }), 'the labels of a service'));
  }

  #file(item: TreeNode, wanted: string): readonly Pair[] {
    const [path, required, format] = ['path', 'required', 'format'].map(key => textOf(item, key));
    if (!path) return [];
    this.follow([path, required, format].flatMap(token => token ?? []));
    const found = required?.text === 'false' ? this.#optional(path) : this.#required(path, wanted);
    if (!found) return [];
    const isRaw = format?.text === 'raw';
    const key = `${isRaw} ${found.file}`;
    const known = this.#read.get(key) ?? this.#parse(found, isRaw);
    this.#read.set(key, known);
    return this.#hasRoom(known.length, path) ? known : [];
  }

  #required(path: Token, wanted: string): { file: string; text: string } | undefined {
    return this.#files.read({ path, folder: this.#folder, as: 'env', wanted });
  }

  #optional(path: Token): { file: string; text: string } | undefined {
    if (refusal(path.text) !== undefined) return undefined;
    const file = join(this.#folder, path.text);
    const found = this.#files.find(file, 'env', path.at);
    return found === undefined || found === 'missing' ? undefined : { file, text: found.text };
  }

  #parse({ file, text }: { file: string; text: string }, isRaw: boolean): readonly Pair[] {
    const scope = this.#filling.scopeIn(this.#environment);
    const { entries, problems } = readEnvFile(file, text, isRaw, scope);
    this.#gathering.problems.push(...problems);
    return entries;
  }

  /** One file may be named by many services. */
  #hasRoom(entries: number, { at }: Token): boolean {
    const had = this.#entries <= maxEntries;
    this.#entries += entries;
    if (this.#entries <= maxEntries) return true;
    const facts = { what: 'the variables of all services', limit: maxEntries };
    if (had) this.#gathering.problems.push(problem('compose-too-large', facts, { at }));
    return false;
  }
}
