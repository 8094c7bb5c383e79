import type { MapEntry, MapNode, TreeNode } from './node.ts';

/** What stands behind a merge key. `shared` says of each source whether it is an alias, written out elsewhere. */
export interface MergeSource {
  readonly node: TreeNode;
  readonly shared: readonly boolean[];
}

/**
 * The entries of a mapping with a merge key `<<` (yaml.org/type/merge.html): its own keys count before those of the
 * source, and in a list of sources the earlier counts before the later. Undefined when the source is no mapping and no
 * list of mappings.
 */
export function mergedEntries(
  { node, shared }: MergeSource,
  own: ReadonlyMap<string, MapEntry>,
): Pick<MapNode, 'entries' | 'hidden'> | undefined {
  const entries = new Map<string, MapEntry>();
  const hidden: MapEntry[] = [];
  for (const [i, source] of (node.kind === 'list' ? node.items : [node]).entries()) {
    if (source.kind !== 'map') return undefined;
    for (const [key, entry] of source.entries) {
      if (shared[i] !== true && (entries.has(key) || own.has(key))) hidden.push(entry);
      if (!entries.has(key)) entries.set(key, entry);
    }
    hidden.push(...(source.hidden ?? []));
  }
  for (const [key, entry] of own) entries.set(key, entry);
  return hidden.length > 0 ? { entries, hidden } : { entries };
}
