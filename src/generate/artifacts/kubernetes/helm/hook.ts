import { YamlEntries, type YamlNode } from '../../shared/yaml.ts';
import { bare, isMapping, plainOf, propertiesOf, propertyOf } from '../values.ts';

/**
 * A Job cannot be changed, so an upgrade could not apply it a second time: as a hook it is made anew by each release,
 * once everything else is there, and Helm waits for its end.
 */
export function asHook(object: YamlNode): YamlNode {
  if (plainOf(propertyOf(object, 'kind')) !== 'Job') return object;
  return withEntries(
    object,
    ['metadata', 'annotations'],
    [
      ['helm.sh/hook', 'post-install,post-upgrade'],
      ['helm.sh/hook-delete-policy', 'before-hook-creation'],
    ],
  );
}

/** The node with more entries in the mapping at a path; the mapping is made where there is none. */
function withEntries(
  node: YamlNode,
  [key, ...rest]: readonly string[],
  more: readonly (readonly [string, YamlNode])[],
): YamlEntries {
  const here = bare(node);
  const entries = isMapping(here) ? propertiesOf(here) : [];
  if (key === undefined) return new YamlEntries([...entries, ...more]);
  const below = withEntries(entries.find(([name]) => name === key)?.[1] ?? null, rest, more);
  const isThere = entries.some(([name]) => name === key);
  return new YamlEntries(
    isThere
      ? entries.map(([name, value]) => [name, name === key ? below : value] as const)
      : [...entries, [key, below]],
  );
}
