import type { Problem } from '../../errors/index.ts';
import { type KubernetesObject, podPath, titleOf } from './objects.ts';
import { at, finding, items, type Path, pairs, show } from './parsed.ts';

/** Where each kind says which pods it means. */
const selectorPaths: Readonly<Record<string, Path>> = {
  Deployment: ['spec', 'selector', 'matchLabels'],
  StatefulSet: ['spec', 'selector', 'matchLabels'],
  Service: ['spec', 'selector'],
  PodDisruptionBudget: ['spec', 'selector', 'matchLabels'],
  NetworkPolicy: ['spec', 'podSelector', 'matchLabels'],
};

/** Each selector means pods that one of the objects makes. */
export function checkSelectors(objects: readonly KubernetesObject[]): Problem[] {
  const pods = objects.flatMap(({ kind, tree }) => {
    const path = podPath[kind];
    return path ? [at(tree.value, ...path.slice(0, -1), 'metadata', 'labels')] : [];
  });
  if (pods.length === 0) return [];
  return objects.flatMap(object => {
    // A name for a service elsewhere selects nothing.
    if (at(object.tree.value, 'spec', 'externalName') !== undefined) return [];
    const path = selectorPaths[object.kind];
    if (!path || refusesAll(object)) return [];
    const selector = at(object.tree.value, ...path);
    if (pods.some(labels => matches(selector, labels))) return [];
    const facts = {
      object: titleOf(object),
      selector: shown(selector),
      labels: pods.map(shown).join(' or '),
    };
    return [finding(object.file, 'selector-mismatch', facts, object.tree.lineOf(path))];
  });
}

/** A policy for all pods of the namespace, under which nothing comes in or goes out. */
function refusesAll({ kind, tree }: KubernetesObject): boolean {
  const spec = at(tree.value, 'spec');
  if (kind !== 'NetworkPolicy' || at(spec, 'ingress') !== undefined || at(spec, 'egress') !== undefined)
    return false;
  const selector = at(spec, 'podSelector');
  return (
    selector !== undefined && pairs(selector).length === 0 && items(at(spec, 'policyTypes')).length === 2
  );
}

const shown = (labels: unknown) =>
  pairs(labels)
    .map(([key, value]) => `${key}=${show(value)}`)
    .join(',') || 'nothing';

function matches(selector: unknown, labels: unknown): boolean {
  const wanted = pairs(selector);
  return wanted.length > 0 && wanted.every(([key, value]) => at(labels, key) === value);
}
