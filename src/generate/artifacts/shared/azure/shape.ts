/** Which of Azure's ways to run containers a project takes, and the parts of its stack. */
import { partsWithCluster } from '../infrastructure/orchestrator.ts';
import type { Part } from '../infrastructure/parts.ts';
import type { Stack } from '../infrastructure/stack.ts';

/** Logs go to a workspace, and modules give permissions themselves. */
const unknown: ReadonlySet<Part> = new Set(['logs', 'permissions', 'table']);

export const shapeOf = (stack: Stack): ReadonlySet<Part> =>
  new Set([...partsWithCluster(stack)].filter(part => !unknown.has(part)));

/** Microsoft has given up MariaDB, has no Valkey, and DynamoDB is Amazon's: none is made here. */
export const made = (stack: Stack): Stack => ({
  ...stack,
  stores: {
    ...stack.stores,
    tables: [],
    databases: stack.stores.databases.filter(({ engine }) => engine.value !== 'mariadb'),
    caches: stack.stores.caches.filter(({ engine }) => engine.value !== 'valkey'),
  },
});
