import type { Criteria } from './analysis/criteria.ts';
import type { FreezeWindow } from './freeze.ts';
import type { HookPoint, Stage } from './stage.ts';
import type { Strategy } from './strategy.ts';

/** What is to be done, fixed before it begins: a deploy never looks at a document again. */

export const planVersion = 2;

export interface ReleaseRef {
  readonly id: string;
  /** What a person calls it. */
  readonly version: string;
  /** Path that an instance answers with 200 when it may get requests; empty: its port is open then. */
  readonly readyPath: string;
}

/** One of the services that are replaced together. */
export interface Member {
  readonly service: string;
  readonly next: ReleaseRef;
  /** What serves now; absent when nothing does. */
  readonly previous?: ReleaseRef;
  /** Groups that still run from earlier deploys and are stopped at the end. */
  readonly leftovers: readonly string[];
  /** Instances that the next release gets. */
  readonly replicas: number;
  /** Instances that the previous one has, and gets back when the deploy is undone. */
  readonly previousReplicas: number;
  /** Feature flags that earlier deploys have ramped to everybody. */
  readonly flags?: readonly string[];
  /** Those that stand for the previous release, as long as it has the traffic; absent: the same. */
  readonly previousFlags?: readonly string[];
  /** Paths that each new instance must answer with 200 before it gets traffic. */
  readonly smokePaths: readonly string[];
}

/** A command of the team that is run at a point of the deploy; its exit code decides whether the deploy goes on. */
export interface Hook {
  readonly name: string;
  readonly at: HookPoint;
  readonly argv: readonly string[];
  readonly timeoutMs: number;
  /** The member whose folder and variables it runs with. */
  readonly service: string;
}

export interface Limits {
  /** The whole deploy is decided by then, counted from its start; what people and freezes hold up is not counted. */
  readonly deadlineMs: number;
  /** Going back is over by then, counted from the decision. */
  readonly rollbackMs: number;
  /** How long a person may hold the deploy up, by a pause or by an answer that is awaited. */
  readonly holdMs: number;
  /** Time between two looks at the figures. */
  readonly lookMs: number;
  readonly drainMs: number;
  /** How long the old version stays warm after promotion. */
  readonly rollbackWindowMs: number;
}

/** Who stays with one version: by a cookie that the router sets, or by a header of the client. */
export interface Assignment {
  readonly by: 'cookie' | 'header';
  readonly name: string;
}

export interface DeployPlan {
  readonly schemaVersion: typeof planVersion;
  readonly id: string;
  readonly environment: string;
  /**
   * `rollback` switches back to a stored release on demand; it is not judged again. `scale` brings the release that
   * serves to another number of instances; undoing it never stops what serves.
   */
  readonly kind: 'deploy' | 'rollback' | 'scale';
  readonly strategy: Strategy;
  /** At least one. */
  readonly members: readonly Member[];
  /** What the strategy does, in order. */
  readonly stages: readonly Stage[];
  readonly hooks: readonly Hook[];
  readonly criteria: Criteria;
  readonly limits: Limits;
  readonly freezes: readonly FreezeWindow[];
  /** Who began it; somebody else has to approve it where an approval is asked for. */
  readonly author: string;
  readonly assignment?: Assignment;
  /** Who answers the queries of the criteria. */
  readonly prometheus?: { readonly url: string; readonly tokenVariable?: string };
}

/** A second set of instances of the release that serves, as old as the canary, for comparison with it. */
export const baselineOf = (release: string): string => `${release}~baseline`;

/** The release that a group runs: groups are releases, some with a role behind `~`. */
export const releaseOf = (group: string): string => group.split('~', 1)[0] ?? group;
