import { problem } from '../../../../errors/index.ts';
import type { Token } from '../../../../model/token.ts';
import type { Gathering } from '../../gathering.ts';
import { shapes, type TreeNode } from '../../tree/node.ts';

/** Where a short form stands, and who is told when it is none. */
export interface Spot {
  /** Dotted keys, as a problem names it. */
  readonly field: string;
  readonly gathering: Gathering;
  /** How many ports the ranges of a file may still stand for. */
  readonly ranges: { left: number };
}

/** Turns the short form of a part of a Compose file into the long one. What is long already stays as it is. */
export type Form = (node: TreeNode, spot: Spot) => TreeNode | undefined;

export const below = (spot: Spot, key: string | number): Spot => ({
  ...spot,
  field: spot.field === '' ? String(key) : `${spot.field}.${key}`,
});

/** Reports a node of the wrong shape; it says nothing then. */
export function misshapen(
  { kind, token }: TreeNode,
  { field, gathering }: Spot,
  expected: string,
): undefined {
  const facts = { field, expected, found: shapes[kind] };
  gathering.problems.push(problem('compose-shape', facts, { at: token.at }));
  return undefined;
}

/** A scalar's token, or a problem. */
export function single(node: TreeNode, spot: Spot): Token | undefined {
  return node.kind === 'scalar' ? node.token : misshapen(node, spot, 'a single value');
}

/** Keeps what a document says about the merging of a node. */
export function tagged<T extends TreeNode>(made: T, { tag }: TreeNode): T {
  return tag === undefined ? made : { ...made, tag };
}
