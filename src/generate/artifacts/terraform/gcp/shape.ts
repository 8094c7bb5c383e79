/** Which of Google's ways to run containers a project takes, and the parts of its stack. */

import { type Part, partsOf } from '../../shared/infrastructure/parts.ts';
import type { Stack } from '../../shared/infrastructure/stack.ts';

/** Google needs neither a bucket for logs of its load balancer nor permissions beside those that modules give. */
const unknown: readonly Part[] = ['logs', 'internal', 'permissions', 'table'];

/** What manifests and secrets bring to a cluster themselves. */
const broughtToClusters: readonly Part[] = ['compute', 'ingress', 'secrets', 'addresses', 'files'];

export function shapeOf(stack: Stack): ReadonlySet<Part> {
  const isCluster = hasCluster(stack);
  const absent = new Set([...unknown, ...(isCluster ? broughtToClusters : [])]);
  const parts = [...partsOf(stack)].filter(part => !absent.has(part));
  const monitoring = parts.indexOf('monitoring');
  return new Set(isCluster ? parts.toSpliced(monitoring, 0, 'cluster') : parts);
}

/** Whether the documents say that services run on Kubernetes. */
const hasCluster = ({ resources }: Stack): boolean =>
  resources.some(({ kind, type }) => kind.value === 'compute' && /\bgke\b|kubernetes/i.test(type.value));
