import { plain } from '../../../../model/traced.ts';
import { entriesOf, isMapping, YamlEntries, type YamlNode } from '../../shared/yaml.ts';
import { bare } from './values.ts';

/** The node with the value at a path replaced, or added behind the others; mappings on the way are made where missing. */
export function withValue(node: YamlNode, [key, ...rest]: readonly string[], value: YamlNode): YamlNode {
  if (key === undefined) return value;
  const here = bare(node);
  const entries = isMapping(here) ? entriesOf(here) : [];
  const below = entries.find(([name]) => plain(name) === key)?.[1];
  const changed = withValue(below ?? null, rest, value);
  return new YamlEntries(
    below === undefined
      ? [...entries, [key, changed]]
      : entries.map(([name, other]) => [name, plain(name) === key ? changed : other] as const),
  );
}

/** Several values, one after another. */
export const withValues = (
  node: YamlNode,
  values: readonly (readonly [path: readonly string[], value: YamlNode])[],
): YamlNode => values.reduce((changed, [path, value]) => withValue(changed, path, value), node);
