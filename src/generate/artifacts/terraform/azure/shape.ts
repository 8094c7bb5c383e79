/** Which of Azure's ways to run containers a project takes, and the parts of its stack. */
import { partsWithCluster } from '../../shared/infrastructure/orchestrator.ts';
import type { Part } from '../../shared/infrastructure/parts.ts';
import type { Stack } from '../../shared/infrastructure/stack.ts';

/** Logs go to a workspace, and modules give permissions themselves. */
const unknown: ReadonlySet<Part> = new Set(['logs', 'permissions', 'table']);

export const shapeOf = (stack: Stack): ReadonlySet<Part> =>
  new Set([...partsWithCluster(stack)].filter(part => !unknown.has(part)));
