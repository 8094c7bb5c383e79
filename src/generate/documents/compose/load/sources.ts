import { problem } from '../../../../errors/index.ts';
import { type Token, token } from '../../../../model/token.ts';
import type { Gathering } from '../../gathering.ts';
import type { MapNode, TreeNode } from '../../tree/node.ts';
import { parseYamlStream } from '../../tree/yaml.ts';
import type { ParsedFiles } from '../context.ts';
import { longForm } from '../form/long-form.ts';
import { type Merging, mergeMaps } from '../merge/merge.ts';
import type { Environment } from './environment.ts';
import type { Files } from './files.ts';
import type { Filling } from './filling.ts';
import { folderOf, join, relative } from './paths.ts';
import { rebase } from './rebase.ts';

/** What relative paths and variables of a file mean. */
export interface Scope {
  /** Where relative paths begin. */
  readonly folder: string;
  readonly environment: Environment;
}

export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

/** The Compose files of one project: each parsed once, and each in long form once for an environment. */
export class Sources {
  /** As they were parsed, for the report of what is lost. */
  readonly roots: TreeNode[] = [];
  readonly gathering: Gathering;
  readonly merging: Merging;
  readonly #files: Files;
  readonly #filling: Filling;
  readonly #first: SourceFile;
  readonly #parsed: ParsedFiles;
  readonly #reported = new Set<string>();
  readonly #long = new WeakMap<Environment, Map<string, MapNode | undefined>>();

  constructor(
    first: SourceFile,
    files: Files,
    filling: Filling,
    merging: Merging,
    parsed: ParsedFiles = new Map(),
  ) {
    this.#parsed = parsed;
    this.#first = first;
    this.#files = files;
    this.#filling = filling;
    this.merging = merging;
    this.gathering = merging.gathering;
  }

  /** The file at a path as it is written; undefined when it is awaited, or reported. */
  open(path: Token, folder: string, wanted: string): SourceFile | undefined {
    if (join(folder, path.text) === join('.', this.#first.file)) return this.#first;
    return this.#files.read({ path, folder, as: 'compose', wanted });
  }

  /** The documents of a file as one, variables filled in, in long form, with paths as seen from the first file's folder. */
  long({ file, text }: SourceFile, { folder, environment }: Scope): MapNode | undefined {
    const key = `${folder}\n${file}`;
    const known = this.#long.get(environment) ?? new Map<string, MapNode | undefined>();
    this.#long.set(environment, known);
    if (!known.has(key)) known.set(key, this.#longForm({ file, text }, { folder, environment }));
    return known.get(key);
  }

  #longForm(source: SourceFile, { folder, environment }: Scope): MapNode | undefined {
    const prefix = relative(folderOf(this.#first.file), folder) ?? '.';
    const layers = this.parsed(source).flatMap(root => {
      const long = longForm(this.#filling.tree(root, environment), this.gathering);
      return long ? [rebase(long, prefix)] : [];
    });
    const [first, ...others] = layers;
    return first && others.reduce((base, over) => mergeMaps(base, over, [], this.merging), first);
  }

  parsed({ file, text }: SourceFile): readonly TreeNode[] {
    const stream = this.#parsed.get(file) ?? parseYamlStream(text, token(file, 1, 1, ''));
    this.#parsed.set(file, stream);
    if (!this.#reported.has(file)) {
      this.#reported.add(file);
      this.gathering.problems.push(...stream.problems);
      this.roots.push(...stream.roots);
    }
    return stream.roots;
  }

  /** Reports that a chain of files or services is a circle or too long. False when it may go on. */
  isEndless(what: string, chain: readonly string[], next: string, { at }: Token, limit: number): boolean {
    const start = chain.indexOf(next);
    if (start < 0 && chain.length < limit) return false;
    const found =
      start < 0
        ? problem('compose-chain-too-long', { what, limit }, { at })
        : problem('compose-circle', { what, chain: [...chain.slice(start), next] }, { at });
    this.gathering.problems.push(found);
    return true;
  }
}
