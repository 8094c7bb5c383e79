import type { Problem } from '../../errors/index.ts';
import { containersOf, type KubernetesObject, podPath, titleOf } from './objects.ts';
import { at, finding, items, type Path, show } from './parsed.ts';
import { checkSelectors } from './selectors.ts';

/**
 * Names and selectors agree across the objects of one service.
 *
 * @param brought what others make, such as `Secret orders-secrets` out of an encrypted file
 */
export function checkReferences(
  objects: readonly KubernetesObject[],
  brought: readonly string[] = [],
): Problem[] {
  if (objects.length === 0) return [];
  return [...namespaces(objects), ...checkSelectors(objects), ...references(objects, brought)];
}

/**
 * The same of objects that are added to those of the service, such as another copy of its workload: what they name may
 * stand on either side. Without the service's own objects nothing is known. They may be in another environment, and so
 * in another namespace.
 */
export function checkAdditions(
  own: readonly KubernetesObject[],
  added: readonly KubernetesObject[],
  brought: readonly string[] = [],
): Problem[] {
  if (own.length === 0) return [];
  const places = new Set(added.map(({ file }) => file.place));
  const all = [...own, ...added];
  return [...checkSelectors(all), ...references(all, brought)].filter(
    ({ artifact }) => artifact !== undefined && places.has(artifact),
  );
}

/** Kinds that stand in no namespace. */
const ofCluster = new Set(['Namespace', 'PriorityClass']);

function namespaces(objects: readonly KubernetesObject[]): Problem[] {
  const expected = objects.find(({ kind }) => kind === 'Namespace')?.name;
  if (expected === undefined) return [];
  return objects
    .filter(
      object => !ofCluster.has(object.kind) && at(object.tree.value, 'metadata', 'namespace') !== expected,
    )
    .map(object => {
      const namespace = show(at(object.tree.value, 'metadata', 'namespace'));
      const line = object.tree.lineOf(['metadata', 'namespace']);
      return finding(
        object.file,
        'namespace-mismatch',
        { object: titleOf(object), namespace, expected },
        line,
      );
    });
}

interface Reference {
  readonly kind: string;
  readonly path: Path;
}

function references(objects: readonly KubernetesObject[], brought: readonly string[]): Problem[] {
  const names = new Set([...brought, ...objects.flatMap(defined)]);
  return objects.flatMap(object =>
    referencesOf(object).flatMap(({ kind, path }) => {
      const name = at(object.tree.value, ...path);
      if (name === undefined || names.has(`${kind} ${show(name)}`)) return [];
      const facts = { object: titleOf(object), kind, name: show(name) };
      return [finding(object.file, 'reference-missing', facts, object.tree.lineOf(path))];
    }),
  );
}

/** An ExternalSecret makes the Secret that it targets. */
function defined(object: KubernetesObject): string[] {
  if (object.kind !== 'ExternalSecret') return [`${object.kind} ${object.name}`];
  const target = at(object.tree.value, 'spec', 'target', 'name');
  return [`Secret ${target === undefined ? object.name : show(target)}`];
}

function referencesOf(object: KubernetesObject): Reference[] {
  if (object.kind === 'HorizontalPodAutoscaler') {
    const kind = show(at(object.tree.value, 'spec', 'scaleTargetRef', 'kind'));
    return [{ kind, path: ['spec', 'scaleTargetRef', 'name'] }];
  }
  if (object.kind === 'Ingress') return backends(object);
  if (object.kind === 'HTTPRoute') return routeBackends(object);
  if (object.kind === 'RoleBinding') return bound(object);
  const pod = podPath[object.kind];
  return pod
    ? [
        ...(object.kind === 'StatefulSet' ? [{ kind: 'Service', path: ['spec', 'serviceName'] }] : []),
        { kind: 'ServiceAccount', path: [...pod, 'serviceAccountName'] },
        ...volumes(object, pod),
        ...variables(object),
      ]
    : [];
}

function backends(object: KubernetesObject): Reference[] {
  return items(at(object.tree.value, 'spec', 'rules')).flatMap((rule, r) =>
    items(at(rule, 'http', 'paths')).map((_, p) => ({
      kind: 'Service',
      path: ['spec', 'rules', r, 'http', 'paths', p, 'backend', 'service', 'name'],
    })),
  );
}

function routeBackends(object: KubernetesObject): Reference[] {
  return items(at(object.tree.value, 'spec', 'rules')).flatMap((rule, r) =>
    items(at(rule, 'backendRefs')).map((_, b) => ({
      kind: 'Service',
      path: ['spec', 'rules', r, 'backendRefs', b, 'name'],
    })),
  );
}

/** A binding without its role, or to an account that is not there, gives nobody anything. */
function bound(object: KubernetesObject): Reference[] {
  const subjects = items(at(object.tree.value, 'subjects')).map((_, i) => ({
    kind: 'ServiceAccount',
    path: ['subjects', i, 'name'],
  }));
  return [{ kind: 'Role', path: ['roleRef', 'name'] }, ...subjects];
}

function volumes(object: KubernetesObject, pod: Path): Reference[] {
  const list = [...pod, 'volumes'];
  return items(at(object.tree.value, ...list)).flatMap((volume, i) => [
    { kind: 'PersistentVolumeClaim', path: [...list, i, 'persistentVolumeClaim', 'claimName'] },
    { kind: 'Secret', path: [...list, i, 'secret', 'secretName'] },
    ...brought(at(volume, 'configMap', 'name'), {
      kind: 'ConfigMap',
      path: [...list, i, 'configMap', 'name'],
    }),
  ]);
}

/** What each environment or the deploy brings itself is no missing object: checkWishes says so. */
function brought(name: unknown, reference: Reference): Reference[] {
  return /-(?:environment|sources)$/.test(show(name)) || show(name) === 'kube-root-ca.crt' ? [] : [reference];
}

function variables(object: KubernetesObject): Reference[] {
  return containersOf(object).flatMap(({ path, value }) =>
    items(at(value, 'env')).flatMap((variable, i): Reference[] => {
      const base = [...path, 'env', i, 'valueFrom'];
      return [
        { kind: 'Secret', path: [...base, 'secretKeyRef', 'name'] },
        ...brought(at(variable, 'valueFrom', 'configMapKeyRef', 'name'), {
          kind: 'ConfigMap',
          path: [...base, 'configMapKeyRef', 'name'],
        }),
      ];
    }),
  );
}
