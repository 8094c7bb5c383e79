import type { HookFact, Phase } from '../release/state.ts';
import type { Cause, MirrorCounts } from './table.ts';

/** The record of one deploy, as `--json` prints it and history keeps it. */
export interface Deploy {
  readonly id: string;
  readonly service: string;
  readonly environment: string;
  readonly version: string;
  readonly strategy: string;
  /** A rollback is a deploy of a release that served before; scale, another number of instances of the one that serves. */
  readonly kind: 'deploy' | 'rollback' | 'scale';
  readonly outcome: 'promoted' | 'rolled-back' | 'failed';
  /** Why it was not promoted, or on which figures it was. */
  readonly reason: string;
  /** Requests that the router saw end between the first and the last act of the deploy. */
  readonly requests: number;
  /** Of these, all that did not end well, the version's own answers included. */
  readonly failed: number;
  readonly retried: number;
  readonly byCause: Partial<Readonly<Record<Cause, number>>>;
  /** Failed requests by the phase in which they ended. */
  readonly byPhase: Partial<Readonly<Record<Phase, number>>>;
  /** Copies of requests for the new version; nobody waited for their answers. null: none were to be sent. */
  readonly mirrored: MirrorCounts | null;
  readonly readyMs: number | null;
  readonly switchMs: number | null;
  readonly drainMs: number | null;
  readonly rollbackMs: number | null;
  /** 99th percentile of the router's latency during the deploy, and before it. */
  readonly p99Ms: number | null;
  readonly quietP99Ms: number | null;
  readonly smoke: { readonly passed: number; readonly total: number } | null;
  readonly release: string;
  /** The version that served before. */
  readonly previous: string | null;
  /** Release id that serves now. */
  readonly serving: string | null;
  /** Each of the services that were released together; the first one's figures stand above. */
  readonly members: readonly DeployedMember[];
  readonly hooks: readonly HookFact[];
  /** Who let it pass where a person was asked. */
  readonly approvedBy: readonly string[];
  /** One line a criterion, of the last judgment. */
  readonly details: readonly string[];
  /** Names of the migrations that were carried out; going back does not take them back. */
  readonly appliedMigrations: readonly string[];
}

export interface DeployedMember {
  readonly service: string;
  readonly version: string;
  readonly release: string;
  readonly previous: string | null;
  readonly serving: string | null;
}

/** Failures that are not the answer of a version and not the client's own leaving: lost by us. */
export function lostByUs(deploy: Pick<Deploy, 'byCause'>): number {
  return Object.entries(deploy.byCause)
    .filter(([cause]) => cause !== 'version-5xx' && cause !== 'client-gone')
    .reduce((sum, [, count]) => sum + count, 0);
}
