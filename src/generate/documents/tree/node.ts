/** One tree for YAML and for Markdown, so that one table of fields reads both. */
import type { Token } from '../../../model/token.ts';

export type TreeNode = ScalarNode | MapNode | ListNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  /** The text of the value as it is meant; `at` covers it where it stands in the source. */
  readonly token: Token;
}

export interface MapNode {
  readonly kind: 'map';
  readonly token: Token;
  readonly entries: ReadonlyMap<string, { readonly key: Token; readonly node: TreeNode }>;
}

export interface ListNode {
  readonly kind: 'list';
  readonly token: Token;
  readonly items: readonly TreeNode[];
}

/** How a problem names the shape of a node. */
export const shapes: Readonly<Record<TreeNode['kind'], string>> = {
  scalar: 'a single value',
  map: 'a mapping',
  list: 'a list',
};
