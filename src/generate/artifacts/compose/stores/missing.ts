import { type Traced, text } from '../../../../model/traced.ts';
import type { ResourceView } from '../../../../model/views.ts';
import type { Context } from '../context.ts';
import { isStore, productNameOf } from './index.ts';

/** What is a folder to a service is a volume of the file. */
const isFolder = (resource: ResourceView) =>
  ['EFS', 'EBS', 'Filestore', 'Azure Files'].includes(productNameOf(resource) ?? '');

/** Resources that services use and that nothing runs for here. */
export function missingStores({ resources, stores }: Context): readonly Traced<string>[] {
  const here = new Set(stores.map(({ resource }) => resource));
  return resources
    .filter(resource => isStore(resource) && !here.has(resource) && !isFolder(resource))
    .map(({ name, type }) => text`${name} (${type}) has no container here`);
}
