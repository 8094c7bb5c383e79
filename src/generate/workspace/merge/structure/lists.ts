import type { Node, YAMLSeq } from 'yaml';
import { diff3, type Region } from '../diff3.ts';
import { isAlike } from './facts.ts';
import { namingField, scalarAt } from './identity.ts';
import { takeFlow } from './maps.ts';
import type { Descend, Rules, Sides, Versions } from './nodes.ts';
import { mergeOrder, weave } from './order.ts';
import type { Path } from './path.ts';
import { byBaseNames } from './renames.ts';

/** Merges the items into `ours`: by the field that names them, else by their values and places. */
export function mergeLists(sides: Sides<YAMLSeq>, path: Path, rules: Rules, descend: Descend): void {
  const lists = { base: itemsOf(sides.base), ours: itemsOf(sides.ours), theirs: itemsOf(sides.theirs) };
  const field = namingField(lists.base, lists.ours, lists.theirs);
  const conflict = () => rules.conflict(path, sides);
  sides.ours.items =
    field === undefined
      ? mergePlaced(lists, path, rules, descend, conflict)
      : mergeNamed(lists, {
          nameOf: item => scalarAt(item, field) ?? '',
          alike: isAlike,
          descend: (versions, name) => descend(versions, [...path, { name }]),
          favour: rules.favour,
          conflict,
        });
  if (sides.base?.flow === sides.ours.flow) takeFlow(sides.ours, sides.theirs);
}

interface Lists<T = Node> {
  readonly base: readonly T[];
  readonly ours: readonly T[];
  readonly theirs: readonly T[];
}

const itemsOf = (list: YAMLSeq | undefined) => (list?.items ?? []) as readonly Node[];

interface NamedRules<T> {
  readonly nameOf: (item: T) => string;
  /** Whether an item is another one with a new name. */
  readonly alike: (before: T, now: T) => boolean;
  /** Merges the versions of one item, which has that name in the user's words. */
  readonly descend: (versions: Versions<T>, name: string) => T | undefined;
  readonly favour: Rules['favour'];
  readonly conflict: () => void;
}

/** Items with the same name are versions of one item. Two different orders of the same items are a conflict. */
export function mergeNamed<T>(lists: Lists<T>, rules: NamedRules<T>): T[] {
  const { nameOf, alike, descend, favour, conflict } = rules;
  const byName = (list: readonly T[]) => new Map(list.map(item => [nameOf(item), item]));
  const { base, ours, theirs } = byBaseNames(
    { base: byName(lists.base), ours: byName(lists.ours), theirs: byName(lists.theirs) },
    alike,
  );
  const [mine, other] = [[...ours.keys()], [...theirs.keys()]];
  const settled = mergeOrder([...base.keys()], mine, other);
  if (!settled) conflict();
  const order = settled ?? (favour === 'ours' ? weave(mine, other) : weave(other, mine));
  return order.flatMap(name => {
    const versions = { base: base.get(name), ours: ours.get(name), theirs: theirs.get(name) };
    return descend(versions, versions.ours ? nameOf(versions.ours) : name) ?? [];
  });
}

/** Both sides may have moved the same item: then it would be there twice. */
function mergePlaced(lists: Lists, path: Path, rules: Rules, descend: Descend, conflict: () => void): Node[] {
  const isPlain = (items: readonly Node[]) => new Set(items.map(rules.canonical)).size === items.length;
  const merged = mergeRegions(lists, path, rules, descend, conflict);
  if (isPlain(merged) || !Object.values(lists).every(isPlain)) return merged;
  conflict();
  return [...lists[rules.favour]];
}

function mergeRegions(
  lists: Lists,
  path: Path,
  rules: Rules,
  descend: Descend,
  conflict: () => void,
): Node[] {
  const values = (items: readonly Node[]) => items.map(rules.canonical);
  const regions = diff3(values(lists.base), values(lists.ours), values(lists.theirs), { touching: false });
  return regions.flatMap(region => {
    const base = slice(lists.base, region.base);
    const ours = slice(lists.ours, region.ours);
    const theirs = slice(lists.theirs, region.theirs);
    // One for one: each is a version of the item at its place.
    if (ours.length === theirs.length && (base.length === ours.length || region.changedBy === 'nobody'))
      return ours.flatMap((item, index) => {
        const versions = { base: base[index], ours: item, theirs: theirs[index] };
        return descend(versions, [...path, region.ours.from + index]) ?? [];
      });
    if (region.changedBy !== 'both') return region.changedBy === 'theirs' ? theirs : ours;
    const added = withoutKnown(theirs, ours, rules);
    // Both sides only added here: each addition holds.
    if (base.length === 0) return [...ours, ...added];
    if (added.length === 0 && ours.length === theirs.length) return ours;
    conflict();
    return rules.favour === 'ours' ? ours : theirs;
  });
}

const slice = (items: readonly Node[], { from, to }: Region['base']) => items.slice(from, to);

function withoutKnown(items: readonly Node[], known: readonly Node[], { canonical }: Rules): Node[] {
  const values = new Set(known.map(canonical));
  return items.filter(item => !values.has(canonical(item)));
}
