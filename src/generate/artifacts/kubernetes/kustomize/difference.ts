import { isDeepStrictEqual } from 'node:util';
import type { YamlNode } from '../../shared/yaml.ts';
import { bare, isList, isMapping, plainOf, propertiesOf } from '../objects/values.ts';

/** One operation of a JSON patch (RFC 6902). */
export type Operation =
  | { readonly op: 'add' | 'replace'; readonly path: readonly string[]; readonly value: YamlNode }
  | { readonly op: 'remove'; readonly path: readonly string[] };

/** What turns `from` into `to`, in an order in which it can be applied. Lists of another length are replaced whole. */
export function difference(from: YamlNode, to: YamlNode, path: readonly string[] = []): Operation[] {
  const [before, after] = [bare(from), bare(to)];
  if (isDeepStrictEqual(plainOf(before), plainOf(after))) return [];
  if (isMapping(before) && isMapping(after)) {
    const [old, now] = [new Map(propertiesOf(before)), new Map(propertiesOf(after))];
    return [
      ...[...old].flatMap(([key, value]) => {
        const other = now.get(key);
        return other === undefined
          ? [{ op: 'remove' as const, path: [...path, key] }]
          : difference(value, other, [...path, key]);
      }),
      ...[...now].flatMap(([key, value]) =>
        old.has(key) ? [] : [{ op: 'add' as const, path: [...path, key], value }],
      ),
    ];
  }
  if (isList(before) && isList(after) && before.length === after.length)
    return before.flatMap((item, i) => difference(item, after[i] ?? null, [...path, String(i)]));
  return [{ op: 'replace', path, value: to }];
}

/** A JSON pointer (RFC 6901). */
export const pointer = (path: readonly string[]): string =>
  path.map(part => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
