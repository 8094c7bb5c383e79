import type { MapEntry, TreeNode } from './node.ts';

/**
 * The entries of a mapping with a merge key `<<` (yaml.org/type/merge.html): its own keys count before those of the
 * source, and in a list of sources the earlier counts before the later. Undefined when the source is no mapping and no
 * list of mappings.
 */
export function mergedEntries(
  source: TreeNode,
  own: ReadonlyMap<string, MapEntry>,
): ReadonlyMap<string, MapEntry> | undefined {
  const entries = new Map<string, MapEntry>();
  for (const node of source.kind === 'list' ? source.items : [source]) {
    if (node.kind !== 'map') return undefined;
    for (const [key, entry] of node.entries) if (!entries.has(key)) entries.set(key, entry);
  }
  for (const [key, entry] of own) entries.set(key, entry);
  return entries;
}
