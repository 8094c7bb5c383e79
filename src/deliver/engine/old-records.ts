import type { DeployPlan, ReleaseRef } from '../release/plan.ts';
import type { Deploy } from './deploy.ts';

/** A plan as version 1 wrote it: one service, blue-green. */
interface PlanV1 {
  readonly schemaVersion: 1;
  readonly id: string;
  readonly service: string;
  readonly environment: string;
  readonly kind: DeployPlan['kind'];
  readonly next: ReleaseRef;
  readonly previous?: ReleaseRef;
  readonly leftovers: readonly string[];
  readonly replicas: number;
  readonly smokePaths: readonly string[];
  readonly limits: {
    readonly deadlineMs: number;
    readonly lookMs: number;
    readonly maxErrorRate: number;
    readonly minRequests: number;
    readonly drainMs: number;
    readonly rollbackWindowMs: number;
  };
}

/** A plan of any version as today's; what version 1 did not know takes the value that it acted by. */
export function planOfAnyVersion(value: DeployPlan | PlanV1): DeployPlan {
  if (value.schemaVersion !== 1) return value;
  const { id, service, environment, kind, next, previous, leftovers, replicas, smokePaths, limits } = value;
  const { deadlineMs, lookMs, drainMs, rollbackWindowMs, maxErrorRate, minRequests } = limits;
  return {
    schemaVersion: 2,
    id,
    environment,
    kind,
    strategy: { name: 'blue-green', asksBefore: false },
    members: [
      {
        service,
        next,
        ...(previous ? { previous } : {}),
        leftovers,
        replicas,
        previousReplicas: previous ? replicas : 0,
        smokePaths,
      },
    ],
    stages: [],
    hooks: [],
    criteria: {
      maxErrorRate,
      minRequests,
      latency: [],
      queries: [],
      limits: { failures: 0, inconclusive: 0, consecutiveErrors: 4 },
    },
    limits: {
      deadlineMs,
      rollbackMs: deadlineMs,
      holdMs: deadlineMs,
      lookMs,
      drainMs,
      rollbackWindowMs,
    },
    freezes: [],
    author: '',
  };
}

/** A record of any version as today's. */
export function recordOfAnyVersion(record: Deploy): Deploy {
  const { service, version, release, previous, serving } = record;
  const since2 = {
    members: [{ service, version, release, previous, serving }],
    mirrored: null,
    hooks: [],
    approvedBy: [],
    details: [],
    appliedMigrations: [],
  };
  return { ...since2, ...record };
}
