import type { Problem } from '../../errors/index.ts';
import { containersOf, type KubernetesObject, podPath, titleOf } from './objects.ts';
import { at, finding, items, type Path, pairs, show } from './parsed.ts';

/** Names and selectors agree across the objects of one service. */
export function checkReferences(objects: readonly KubernetesObject[]): Problem[] {
  if (objects.length === 0) return [];
  return [...namespaces(objects), ...selectors(objects), ...references(objects)];
}

function namespaces(objects: readonly KubernetesObject[]): Problem[] {
  const expected = objects.find(({ kind }) => kind === 'Namespace')?.name;
  if (expected === undefined) return [];
  return objects
    .filter(
      object => object.kind !== 'Namespace' && at(object.tree.value, 'metadata', 'namespace') !== expected,
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

/** Where each kind says which pods it means. */
const selectorPaths: Readonly<Record<string, Path>> = {
  Deployment: ['spec', 'selector', 'matchLabels'],
  Service: ['spec', 'selector'],
  PodDisruptionBudget: ['spec', 'selector', 'matchLabels'],
  NetworkPolicy: ['spec', 'podSelector', 'matchLabels'],
};

function selectors(objects: readonly KubernetesObject[]): Problem[] {
  const pods = objects
    .filter(({ kind }) => kind === 'Deployment' || kind === 'Job')
    .map(({ tree }) => at(tree.value, 'spec', 'template', 'metadata', 'labels'));
  if (pods.length === 0) return [];
  return objects.flatMap(object => {
    // A name for a service elsewhere selects nothing.
    if (at(object.tree.value, 'spec', 'externalName') !== undefined) return [];
    const path = selectorPaths[object.kind];
    const selector = path && at(object.tree.value, ...path);
    if (!path || pods.some(labels => matches(selector, labels))) return [];
    const facts = {
      object: titleOf(object),
      selector: shown(selector),
      labels: pods.map(shown).join(' or '),
    };
    return [finding(object.file, 'selector-mismatch', facts, object.tree.lineOf(path))];
  });
}

const shown = (labels: unknown) =>
  pairs(labels)
    .map(([key, value]) => `${key}=${show(value)}`)
    .join(',') || 'nothing';

function matches(selector: unknown, labels: unknown): boolean {
  const wanted = pairs(selector);
  return wanted.length > 0 && wanted.every(([key, value]) => at(labels, key) === value);
}

interface Reference {
  readonly kind: string;
  readonly path: Path;
}

function references(objects: readonly KubernetesObject[]): Problem[] {
  const names = new Set(objects.flatMap(defined));
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
  const pod = podPath[object.kind];
  return pod
    ? [
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
  return /-(?:environment|sources)$/.test(show(name)) ? [] : [reference];
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
