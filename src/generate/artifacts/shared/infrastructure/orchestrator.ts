/** Who runs containers: the cloud by itself, or Kubernetes. */
import { type Part, partsOf } from './parts.ts';
import type { Stack } from './stack.ts';

/** Whether the documents say that services run on Kubernetes: EKS, GKE, AKS or in its own name. */
export const hasCluster = ({ resources }: Stack): boolean =>
  resources.some(
    ({ kind, type }) => kind.value === 'compute' && /\b(?:eks|gke|aks)\b|kubernetes/i.test(type.value),
  );

/** What manifests and secrets bring to a cluster themselves. */
const broughtToClusters: readonly Part[] = [
  'compute',
  'ingress',
  'internal',
  'secrets',
  'addresses',
  'files',
];

/** The parts of a stack, with a cluster in the place of what manifests bring to it. */
export function partsWithCluster(stack: Stack): ReadonlySet<Part> {
  const parts = [...partsOf(stack)];
  if (!hasCluster(stack)) return new Set(parts);
  const left = parts.filter(part => !broughtToClusters.includes(part));
  return new Set(left.toSpliced(left.indexOf('monitoring'), 0, 'cluster'));
}
