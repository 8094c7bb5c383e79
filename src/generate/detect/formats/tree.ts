import { token } from '../../../model/token.ts';
import type { TreeNode } from '../../documents/tree/node.ts';
import { parseYaml } from '../../documents/tree/yaml.ts';
import type { Candidate } from '../finding.ts';
import { remembered } from '../remembered.ts';
import { type Repository, shown } from '../repository.ts';

/** A value in a JSON or YAML file, or the absence of one: it can be asked on without harm. */
export class Tree {
  readonly #node: TreeNode | undefined;

  constructor(node: TreeNode | undefined) {
    this.#node = node;
  }

  at(...keys: readonly string[]): Tree {
    let node = this.#node;
    for (const key of keys) node = node?.kind === 'map' ? node.entries.get(key)?.node : undefined;
    return new Tree(node);
  }

  get exists(): boolean {
    return this.#node !== undefined;
  }

  /** A single value as text with its place. */
  get text(): Candidate<string> | undefined {
    if (this.#node?.kind !== 'scalar') return undefined;
    const { text, at } = this.#node.token;
    return { value: text, found: { file: at.file, line: at.line } };
  }

  get items(): readonly Tree[] {
    return this.#node?.kind === 'list' ? this.#node.items.map(item => new Tree(item)) : [];
  }

  /** The entries of a mapping: key with its place, and what stands there. */
  get entries(): readonly { readonly key: Candidate<string>; readonly tree: Tree }[] {
    if (this.#node?.kind !== 'map') return [];
    return [...this.#node.entries].map(([value, { key, node }]) => ({
      key: { value, found: { file: key.at.file, line: key.at.line } },
      tree: new Tree(node),
    }));
  }
}

/** A JSON or YAML file as a tree; an empty one where it is absent or broken: its own tools will say so. */
export const readTree = remembered(parseTree);

function parseTree(repository: Repository, path: string): Tree {
  const text = repository.read(path);
  if (text === undefined || (path.endsWith('.json') && !isJson(text))) return new Tree(undefined);
  // JSON is YAML, and so its values have places too.
  const start = token(shown(repository, path), 1, 1, '');
  return new Tree(parseYaml(text, start).root);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
