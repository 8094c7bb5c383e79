import type { YamlNode } from '../../shared/yaml.ts';
import { withValues } from '../objects/edit.ts';
import { plainOf, propertyOf } from '../objects/values.ts';

/**
 * A Job cannot be changed, so an upgrade could not apply it a second time: as a hook it is made anew by each release,
 * once everything else is there, and Helm waits for its end.
 */
export function asHook(object: YamlNode): YamlNode {
  if (plainOf(propertyOf(object, 'kind')) !== 'Job') return object;
  return withValues(object, [
    [['metadata', 'annotations', 'helm.sh/hook'], 'post-install,post-upgrade'],
    [['metadata', 'annotations', 'helm.sh/hook-delete-policy'], 'before-hook-creation'],
  ]);
}
