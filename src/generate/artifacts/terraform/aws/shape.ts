/** Which of Amazon's ways to run services a project takes, and the parts of its stack. */
import {
  hasFunctions,
  hasMachines,
  partsWithCluster,
  partsWithFunctions,
  partsWithMachines,
} from '../../shared/infrastructure/orchestrator.ts';
import type { Part } from '../../shared/infrastructure/parts.ts';
import type { Stack } from '../../shared/infrastructure/stack.ts';

/** On a cluster, manifests bring the load balancer: only buckets write logs then. */
export function shapeOf(stack: Stack): ReadonlySet<Part> {
  const parts = partsByRunner(stack);
  const isNeeded = (part: Part) => part !== 'logs' || parts.has('ingress') || parts.has('storage');
  return new Set([...parts].filter(isNeeded));
}

function partsByRunner(stack: Stack): ReadonlySet<Part> {
  if (hasFunctions(stack)) return partsWithFunctions(stack);
  return hasMachines(stack) ? partsWithMachines(stack) : partsWithCluster(stack);
}
