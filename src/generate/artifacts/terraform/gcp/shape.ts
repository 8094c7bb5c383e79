/** Which of Google's ways to run containers a project takes, and the parts of its stack. */
import { partsWithCluster } from '../../shared/infrastructure/orchestrator.ts';
import type { Part } from '../../shared/infrastructure/parts.ts';
import type { Stack } from '../../shared/infrastructure/stack.ts';

/** Google needs neither a bucket for logs of its load balancer nor permissions beside those that modules give. */
const unknown: ReadonlySet<Part> = new Set(['logs', 'internal', 'permissions', 'table']);

export const shapeOf = (stack: Stack): ReadonlySet<Part> =>
  new Set([...partsWithCluster(stack)].filter(part => !unknown.has(part)));
