import { namesTag } from '../../../../model/views.ts';
import { type YamlNode, type YamlObject, YamlText, yamlLines } from '../../shared/yaml.ts';
import type { ClusterObjects } from '../objects/objects.ts';
import type { PlacedService } from '../objects/placed.ts';
import { bare, kindOf, propertyOf, titleOf } from '../objects/values.ts';
import { difference, type Operation, pointer } from './difference.ts';

/** What an overlay changes in one object of the base; without operations the object is not there at all. */
interface Change {
  readonly object: YamlNode;
  readonly operations: readonly Operation[] | 'absent';
}

/**
 * The overlay of an environment: its namespace, its image, and what else its objects have otherwise than the base.
 *
 * @param resources paths of the base, relative to the overlay
 */
export function overlay(
  service: PlacedService,
  base: ClusterObjects,
  own: ClusterObjects,
  resources: readonly string[],
): YamlObject {
  const changes = changesOf(base, own);
  const counted = changes.flatMap(({ object, operations }) =>
    operations === 'absent' ? [] : replicasOf(object, operations),
  );
  const patches = changes.flatMap(patchOf);
  return {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    namespace: service.placement.namespace,
    resources,
    images: [imageOf(service)],
    replicas: counted.length > 0 ? counted : undefined,
    patches: patches.length > 0 ? patches : undefined,
  };
}

function imageOf({ image }: PlacedService): YamlObject {
  const { repository, tag, digest } = image;
  if (!digest) return { name: repository, newTag: tag };
  return namesTag(image) ? { name: repository, newTag: tag, digest } : { name: repository, digest };
}

/** The objects that only this environment has, by file: they stand beside its overlay. */
export function additions(base: ClusterObjects, own: ClusterObjects): ClusterObjects {
  const known = new Set(Object.values(base).flatMap(nodes => nodes.map(titleOf)));
  const added = Object.entries(own).map(
    ([file, nodes]) => [file, nodes.filter(node => !known.has(titleOf(node)))] as const,
  );
  return Object.fromEntries(added.filter(([, { length }]) => length > 0));
}

/** Objects are the same where kind and name are. The namespace is the overlay's matter. */
function changesOf(base: ClusterObjects, own: ClusterObjects): Change[] {
  const found = new Map(Object.values(own).flatMap(nodes => nodes.map(node => [titleOf(node), node])));
  return Object.values(base)
    .flat()
    .flatMap((object): Change[] => {
      const other = found.get(titleOf(object));
      if (!other) return [{ object, operations: 'absent' }];
      const operations = difference(object, other).filter(({ path }) => !isNamespace(object, path));
      return operations.length > 0 ? [{ object, operations }] : [];
    });
}

const isNamespace = (object: YamlNode, path: readonly string[]) => {
  const place = pointer(path);
  return place === '/metadata/namespace' || (place === '/metadata/name' && kindOf(object) === 'Namespace');
};

const isCount = (object: YamlNode, { path }: Operation) =>
  pointer(path) === '/spec/replicas' && ['Deployment', 'StatefulSet'].includes(kindOf(object));

function replicasOf(object: YamlNode, operations: readonly Operation[]): YamlNode[] {
  return operations.flatMap(operation =>
    isCount(object, operation) && operation.op === 'replace'
      ? [{ name: propertyOf(object, 'metadata', 'name'), count: bare(operation.value) }]
      : [],
  );
}

function patchOf({ object, operations }: Change): YamlNode[] {
  const target = { kind: propertyOf(object, 'kind'), name: propertyOf(object, 'metadata', 'name') };
  if (operations === 'absent') return [{ target, patch: deletion(object) }];
  const rest = operations.filter(operation => !isCount(object, operation));
  if (rest.length === 0) return [];
  const patch = rest.map(operation => ({
    op: operation.op,
    path: pointer(operation.path),
    value: operation.op === 'remove' ? undefined : bare(operation.value),
  }));
  return [{ target, patch: new YamlText(yamlLines(patch)) }];
}

function deletion(object: YamlNode): YamlText {
  return new YamlText(
    yamlLines({
      apiVersion: bare(propertyOf(object, 'apiVersion')),
      kind: bare(propertyOf(object, 'kind')),
      metadata: { name: bare(propertyOf(object, 'metadata', 'name')) },
      $patch: 'delete',
    }),
  );
}
