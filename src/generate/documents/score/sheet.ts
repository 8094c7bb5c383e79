import type { Place, Problem } from '../../../errors/index.ts';
import type { FieldPath, Reading, Scalar } from '../../../model/facts.ts';
import type { Token } from '../../../model/token.ts';
import { type DocumentText, Gathering } from '../gathering.ts';
import { reportUnused } from '../tree/cursor.ts';
import type { MapEntry, ScalarNode, TreeNode } from '../tree/node.ts';

interface Saying {
  readonly derived?: true;
  /** The part of the node that says it. */
  readonly at?: Token | undefined;
}

/** Gathers facts out of the nodes of a tree; what no fact has been stated from is unused in the end. */
export class Sheet {
  readonly gathering = new Gathering();
  readonly #used = new Set<TreeNode>();
  /** Places of values that steer the reading and have no field of their own. */
  readonly #followed: Place[] = [];

  /** Notes that the node says `value`. */
  state(path: FieldPath, value: Scalar, node: TreeNode, { derived, at = node.token }: Saying = {}): void {
    this.#used.add(node);
    this.gathering.state(path, value, at, derived ? { derived } : {});
  }

  /** Notes what a key says by being there. */
  stateKey(path: FieldPath, value: Scalar, key: Token, options: Pick<Saying, 'derived'> = {}): void {
    this.gathering.state(path, value, key, options);
  }

  /** The node has had its say without becoming a fact. */
  use(node: TreeNode): void {
    this.#used.add(node);
  }

  /** The value, or each in the mapping or list, has steered the reading: it is not lost. */
  follow(node: TreeNode): void {
    this.#used.add(node);
    if (node.kind === 'scalar') this.#followed.push(node.token.at);
    for (const child of childrenOf(node)) this.follow(child);
  }

  report(...found: readonly Problem[]): void {
    this.gathering.problems.push(...found);
  }

  /** Reports what nothing has been stated from; empty mappings and lists say nothing. */
  finish(root: TreeNode): void {
    this.#useEmpty(root);
    reportUnused(root, this.#used, this.gathering);
  }

  reading(document: DocumentText): Reading {
    return { ...this.gathering.reading(document), followed: this.#followed };
  }

  #useEmpty(node: TreeNode): void {
    const children = childrenOf(node);
    if (children.length === 0 && node.kind !== 'scalar') this.#used.add(node);
    for (const child of children) this.#useEmpty(child);
  }
}

const childrenOf = (node: TreeNode): readonly TreeNode[] =>
  node.kind === 'map' ? [...node.entries.values()].map(entry => entry.node) : itemsOf(node);

export function child(node: TreeNode | undefined, key: string): TreeNode | undefined {
  return node?.kind === 'map' ? node.entries.get(key)?.node : undefined;
}

/** The single value under the key; undefined where something of another form stands. */
export function scalar(node: TreeNode | undefined, key: string): ScalarNode | undefined {
  const found = child(node, key);
  return found?.kind === 'scalar' ? found : undefined;
}

export const entriesOf = (node: TreeNode | undefined): readonly (readonly [string, MapEntry])[] =>
  node?.kind === 'map' ? [...node.entries] : [];

export const itemsOf = (node: TreeNode | undefined): readonly TreeNode[] =>
  node?.kind === 'list' ? node.items : [];

/** The single values of a list. */
export const scalarsOf = (node: TreeNode | undefined): readonly ScalarNode[] =>
  itemsOf(node).flatMap(item => (item.kind === 'scalar' ? [item] : []));
