/** How a later Compose file adds to an earlier one, and a service to the one that it extends (Compose specification, 13). */
import { problem } from '../../../../errors/index.ts';
import type { Gathering } from '../../gathering.ts';
import { type MapEntry, type MapNode, shapes, type TreeNode } from '../../tree/node.ts';
import { textOf } from '../tree.ts';

/** Where a node stands: the keys from the top. */
type Path = readonly string[];

/** Lists that the later file replaces whole, below a service. */
const replaced = new Set(['command', 'entrypoint', 'healthcheck.test']);

/** Entries that all merges of a project may write. */
const maxMerged = 20_000;

/** Counts what merging costs, so that a small file cannot become endless work. */
export class Merging {
  readonly gathering: Gathering;
  #entries = 0;

  constructor(gathering: Gathering) {
    this.gathering = gathering;
  }

  /** False, and reported once, when there is no room for so many entries. */
  takes(entries: number, { token }: TreeNode): boolean {
    const had = this.#entries <= maxMerged;
    this.#entries += entries;
    if (this.#entries <= maxMerged) return true;
    const facts = { what: 'the values of merged services', limit: maxMerged };
    if (had) this.gathering.problems.push(problem('compose-too-large', facts, { at: token.at }));
    return false;
  }
}

/** `over` on top of `base`, both in long form. Mappings are joined, lists are appended, single values replaced. */
export function merge(base: TreeNode, over: TreeNode, path: Path, merging: Merging): TreeNode {
  if (base.tag === '!reset' || over.tag === '!reset' || over.tag === '!override') return over;
  if (over.kind === 'null') return base;
  if (base.kind === 'null' || isReplaced(path)) return over;
  if (base.kind !== over.kind) return mismatch(base, over, path, merging.gathering);
  if (base.kind === 'map' && over.kind === 'map')
    return hasOtherDriver(base, over, path) ? over : mergeMaps(base, over, path, merging);
  if (base.kind === 'list' && over.kind === 'list') return { ...base, items: [...base.items, ...over.items] };
  return over;
}

export function mergeMaps(base: MapNode, over: MapNode, path: Path, merging: Merging): MapNode {
  if (!merging.takes(base.entries.size, over)) return over;
  const entries = new Map<string, MapEntry>(base.entries);
  for (const [name, entry] of over.entries) {
    const known = entries.get(name);
    // Own keys are never joined.
    const joins = known && !name.startsWith('x-');
    const node = joins ? merge(known.node, entry.node, [...path, name], merging) : entry.node;
    entries.set(name, { key: node === known?.node ? known.key : entry.key, node });
  }
  const hidden = [...(base.hidden ?? []), ...(over.hidden ?? [])];
  const { tag } = base;
  return {
    ...over,
    entries,
    ...(hidden.length > 0 ? { hidden } : {}),
    ...(tag === undefined ? {} : { tag }),
  };
}

function isReplaced([top, , ...rest]: Path): boolean {
  return top === 'services' && replaced.has(rest.join('.'));
}

/** Options of one logging driver mean nothing to another. */
function hasOtherDriver(base: MapNode, over: MapNode, [top, , ...rest]: Path): boolean {
  if (top !== 'services' || rest.join('.') !== 'logging') return false;
  const [was, is] = [textOf(base, 'driver'), textOf(over, 'driver')];
  return was !== undefined && is !== undefined && was.text !== is.text;
}

function mismatch(base: TreeNode, over: TreeNode, path: Path, gathering: Gathering): TreeNode {
  const [top, , ...rest] = path;
  // One number for both limits, or a mapping.
  if (top === 'services' && rest[0] === 'ulimits') return over;
  const { file, line, column } = base.token.at;
  const facts = {
    field: path.join('.'),
    base: shapes[base.kind],
    over: shapes[over.kind],
    where: `${file}:${line}:${column}`,
  };
  gathering.problems.push(problem('compose-merge-mismatch', facts, { at: over.token.at }));
  return over;
}
