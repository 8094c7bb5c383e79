/** Who runs containers: the cloud by itself, or Kubernetes. */
import { type Part, partsOf } from './parts.ts';
import type { Stack } from './stack.ts';

/** Whether the documents say that services run on Kubernetes: EKS, GKE, AKS or in its own name. */
export const hasCluster = ({ resources }: Stack): boolean =>
  resources.some(
    ({ kind, type }) => kind.value === 'compute' && /\b(?:eks|gke|aks)\b|kubernetes/i.test(type.value),
  );

/** Whether a compute resource is virtual machines, by the words of documents. */
export const isMachines = (type: string): boolean =>
  /\b(?:EC2|Compute Engine|GCE|VMs?|virtual machines?|Droplets?)\b/i.test(type);

/** Whether the documents say that services run on virtual machines. */
export const hasMachines = ({ resources }: Stack): boolean =>
  resources.some(({ kind, type }) => kind.value === 'compute' && isMachines(type.value));

/** Whether the documents say that services are functions, which run while they are asked. */
export const hasFunctions = ({ resources }: Stack): boolean =>
  resources.some(({ kind, type }) => kind.value === 'compute' && /\blambda\b/i.test(type.value));

/** What runs the services, where it is not the cloud's usual way for containers. */
export function runnerOf(stack: Stack): 'Kubernetes' | 'virtual machines' | 'functions' | undefined {
  if (hasFunctions(stack)) return 'functions';
  if (hasMachines(stack)) return 'virtual machines';
  return hasCluster(stack) ? 'Kubernetes' : undefined;
}

/** What playbooks bring to machines themselves: archives, settings and secrets. */
const broughtToMachines: readonly Part[] = ['compute', 'secrets', 'addresses', 'files', 'registry'];

/** The parts of a stack, with machines in the place of what playbooks bring to them. */
export function partsWithMachines(stack: Stack): ReadonlySet<Part> {
  const left = [...partsOf(stack)].filter(part => !broughtToMachines.includes(part));
  return new Set(left.toSpliced(left.indexOf('monitoring'), 0, 'machines'));
}

/** What needs an address, or a disk that outlives what is asked. */
const notOfFunctions: readonly Part[] = ['compute', 'addressed', 'files'];

/** The parts of a stack, with functions in the place of what runs all the time. */
export function partsWithFunctions(stack: Stack): ReadonlySet<Part> {
  const left = [...partsOf(stack)].filter(part => !notOfFunctions.includes(part));
  return new Set(left.toSpliced(left.indexOf('monitoring'), 0, 'functions'));
}

/** What manifests and secrets bring to a cluster themselves. */
const broughtToClusters: readonly Part[] = [
  'compute',
  'ingress',
  'addressed',
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
