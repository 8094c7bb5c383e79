/** Small tools for trees: making, reading and changing nodes. No node is changed in place. */
import type { Token } from '../../../model/token.ts';
import type { ListNode, MapEntry, MapNode, ScalarNode, TreeNode } from '../tree/node.ts';

export const scalar = (token: Token): ScalarNode => ({ kind: 'scalar', token, value: token.text });

/** A value that the document does not write out, such as a default: it stands where what it follows from stands. */
export const implied = (text: string, { at }: Token): ScalarNode => scalar({ text, at, rewritten: true });

export const nothing = ({ at }: Token): TreeNode => ({ kind: 'null', token: { text: '', at } });

/** A mapping out of entries with the given keys; what is undefined is left out. */
export function mapping(
  token: Token,
  entries: readonly (readonly [key: Token, node: TreeNode | undefined])[],
): MapNode {
  const found = entries.flatMap(([key, node]) => (node ? [[key.text, { key, node }] as const] : []));
  return { kind: 'map', token, entries: new Map(found) };
}

/** A mapping out of values that stand at one place, under keys that the document does not write out. */
export function fields(token: Token, values: Readonly<Record<string, TreeNode | undefined>>): MapNode {
  const key = (text: string): Token => ({ text, at: token.at, rewritten: true });
  return mapping(
    token,
    Object.entries(values).map(([name, node]) => [key(name), node] as const),
  );
}

export const list = (token: Token, items: readonly TreeNode[]): ListNode => ({ kind: 'list', token, items });

/** The node under a key of a mapping; a null counts as nothing. */
export function child(node: TreeNode | undefined, key: string): TreeNode | undefined {
  const found = node?.kind === 'map' ? node.entries.get(key)?.node : undefined;
  return found?.kind === 'null' ? undefined : found;
}

/** The text under a key of a mapping, or of the node itself without a key. */
export function textOf(node: TreeNode | undefined, key?: string): Token | undefined {
  const found = key === undefined ? node : child(node, key);
  return found?.kind === 'scalar' ? found.token : undefined;
}

export function entriesOf(node: TreeNode | undefined): readonly MapEntry[] {
  return node?.kind === 'map' ? [...node.entries.values()] : [];
}

export function itemsOf(node: TreeNode | undefined): readonly TreeNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** The mapping with one of its nodes changed; undefined takes the key out. */
export function withChild(map: MapNode, key: string, node: TreeNode | undefined): MapNode {
  const known = map.entries.get(key);
  if (known?.node === node) return map;
  const entries = new Map(map.entries);
  if (node) entries.set(key, { key: known?.key ?? { text: key, at: node.token.at, rewritten: true }, node });
  else entries.delete(key);
  return { ...map, entries };
}

/** The mapping with each of its nodes changed. */
export function mapEntries(
  map: MapNode,
  change: (node: TreeNode, key: Token) => TreeNode | undefined,
): MapNode {
  const entries = new Map<string, MapEntry>();
  let same = true;
  for (const [name, { key, node }] of map.entries) {
    const changed = change(node, key);
    same &&= changed === node;
    if (changed) entries.set(name, { key, node: changed });
  }
  return same ? map : { ...map, entries };
}

/** The tree with each leaf changed. */
export function mapTree(node: TreeNode, leaf: (node: TreeNode) => TreeNode): TreeNode {
  if (node.kind === 'map') return mapEntries(node, below => mapTree(below, leaf));
  if (node.kind !== 'list') return leaf(node);
  const items = node.items.map(item => mapTree(item, leaf));
  return items.every((item, i) => item === node.items[i]) ? node : { ...node, items };
}

/** How many values a tree has, counted no further than to `limit`: nodes may be shared by many. */
export function leavesUpTo(node: TreeNode, limit: number): number {
  if (node.kind === 'scalar' || node.kind === 'null') return 1;
  const children = node.kind === 'list' ? node.items : [...node.entries.values()].map(entry => entry.node);
  let count = 0;
  for (const child of children) {
    count += leavesUpTo(child, limit - count);
    if (count >= limit) return limit;
  }
  return count;
}
