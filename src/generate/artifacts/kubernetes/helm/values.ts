import { isDeepStrictEqual } from 'node:util';
import { combineTexts, plain, type Text } from '../../../../model/traced.ts';
import { type Slot, YamlEntries, type YamlNode } from '../../shared/yaml.ts';
import type { ClusterObjects } from '../objects/objects.ts';
import type { PlacedService } from '../objects/placed.ts';
import { plainOf } from '../objects/values.ts';
import { type ChartObject, conditionsIn } from './chart-objects.ts';
import { dotted, slotsOf } from './slots.ts';

/** The value at a path, such as ["autoscaling", "maxReplicas"]. */
export interface Value {
  readonly path: readonly Text[];
  readonly node: YamlNode;
}

/** Slots that Helm fills by itself. */
const given = new Set(['namespace', 'checksum.settings']);

/** The values of a chart in one environment, in the order in which they are met. */
export function valuesOf(
  service: PlacedService,
  set: ClusterObjects,
  objects: readonly ChartObject[],
): readonly Value[] {
  const found = new Map<string, Value>();
  const add = (path: readonly Text[], node: YamlNode) => {
    const key = keyOf(path);
    if (!found.has(key)) found.set(key, { path, node });
  };
  const { repository, tag, digest } = service.image;
  add(['image', 'repository'], repository);
  add(['image', 'tag'], tag);
  add(['image', 'digest'], digest ?? '');
  for (const [path, holds] of conditionsIn(set, objects)) add(path, holds);
  for (const slot of Object.values(set).flat().flatMap(slotsOf))
    if (isValue(slot)) add(slot.path, nodeOf(slot));
  // Of what this environment does not have: its templates are not rendered, and still have to be understood.
  for (const slot of objects.flatMap(({ node }) => slotsOf(node)))
    if (isValue(slot)) add(slot.path, nodeOf(slot));
  const all = [...found.values()];
  const isOfSidecar = ({ path }: Value) => path[0] === 'sidecars';
  return [...all.filter(value => !isOfSidecar(value)), ...inOrder(service, all.filter(isOfSidecar))];
}

/** Sidecars as the document has them: the order in which they start may be another one. */
function inOrder({ sidecars }: PlacedService, values: readonly Value[]): readonly Value[] {
  const names = sidecars.map(({ name }) => name.value);
  const index = ({ path }: Value) => names.indexOf(plain(path[1] ?? ''));
  return values.toSorted((a, b) => index(a) - index(b));
}

const keyOf = (path: readonly Text[]): string => path.map(part => plain(part)).join('\0');

const isValue = ({ path }: Slot) => !given.has(dotted(path)) && dotted(path) !== 'image';

const nodeOf = ({ node, empty }: Slot): YamlNode => node ?? empty ?? null;

/** The values that are not the same in all of the lists. */
export function differing(lists: readonly (readonly Value[])[]): (value: Value) => boolean {
  const all = lists.map(values => new Map(values.map(({ path, node }) => [keyOf(path), plainOf(node)])));
  return ({ path }) => {
    const [first, ...others] = all.map(values => values.get(keyOf(path)));
    return others.some(other => !isDeepStrictEqual(first, other));
  };
}

/** Values by the first part of their paths: what has no further part is the value itself. */
export function grouped(
  values: readonly Value[],
): readonly { readonly key: Text; readonly own: YamlNode | undefined; readonly below: readonly Value[] }[] {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const first = plain(value.path[0] ?? '');
    groups.set(first, [...(groups.get(first) ?? []), value]);
  }
  return [...groups].map(([first, group]) => ({
    key: combineTexts(
      group.flatMap(({ path }) => path.slice(0, 1)),
      () => first,
    ),
    own: group.find(({ path }) => path.length === 1)?.node,
    below: group.map(({ path, node }) => ({ path: path.slice(1), node })),
  }));
}

/** Values as one mapping: those whose paths begin alike stand together. */
export function nested(values: readonly Value[]): YamlEntries {
  return new YamlEntries(grouped(values).map(({ key, own, below }) => [key, own ?? nested(below)] as const));
}
