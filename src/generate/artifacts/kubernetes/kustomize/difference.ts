import { isDeepStrictEqual } from 'node:util';
import { isList, isMapping, type Mapping, type YamlNode } from '../../shared/yaml.ts';
import { bare, plainOf, propertiesOf } from '../objects/values.ts';

/** One operation of a JSON patch (RFC 6902). */
export type Operation =
  | { readonly op: 'add' | 'replace'; readonly path: readonly string[]; readonly value: YamlNode }
  | { readonly op: 'remove'; readonly path: readonly string[] };

/** What turns `from` into `to`, in an order in which it can be applied. Lists of another length are replaced whole. */
export function difference(from: YamlNode, to: YamlNode): readonly Operation[] {
  const [before, after] = [bare(from), bare(to)];
  if (isMapping(before) && isMapping(after)) return differenceOfMappings(before, after);
  if (isList(before) && isList(after) && before.length === after.length)
    return before.flatMap((item, i) => below(String(i), difference(item, after[i] ?? null)));
  if (isDeepStrictEqual(plainOf(before), plainOf(after))) return [];
  return [{ op: 'replace', path: [], value: to }];
}

function differenceOfMappings(before: Mapping, after: Mapping): readonly Operation[] {
  const old = propertiesOf(before);
  const now = new Map(propertiesOf(after));
  const changed = old.flatMap(([key, value]) => {
    const other = now.get(key);
    now.delete(key);
    return below(key, other === undefined ? [{ op: 'remove', path: [] }] : difference(value, other));
  });
  const added = [...now].flatMap(([key, value]) => below(key, [{ op: 'add', path: [], value }]));
  return [...changed, ...added];
}

/** Most operations are none: only those that are there get a path. */
const below = (key: string, operations: readonly Operation[]): readonly Operation[] =>
  operations.length === 0
    ? operations
    : operations.map(operation => ({ ...operation, path: [key, ...operation.path] }));

/** A JSON pointer (RFC 6901). */
export const pointer = (path: readonly string[]): string =>
  path.map(part => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
