import { type Traced, text } from '../../../../model/traced.ts';
import type { Context } from '../context.ts';
import { isStore } from './index.ts';

/** Resources that services use and that nothing runs for here. */
export function missingStores({ resources, stores }: Context): readonly Traced<string>[] {
  const here = new Set(stores.map(({ resource }) => resource));
  return resources
    .filter(resource => isStore(resource) && !here.has(resource))
    .map(({ name, type }) => text`${name} (${type}) has no container here`);
}
