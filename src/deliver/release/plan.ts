/** What is to be done, fixed before it begins: a deploy never looks at a document again. */

export type ReleaseStrategy = 'blue-green';

export interface ReleaseRef {
  readonly id: string;
  /** What a person calls it. */
  readonly version: string;
  /** Path that an instance answers with 200 when it may get requests; empty: its port is open then. */
  readonly readyPath: string;
}

export interface Limits {
  /** The whole deploy is decided by then, counted from its start. */
  readonly deadlineMs: number;
  /** How long the new version carries the traffic under observation; 0 skips it. */
  readonly bakeMs: number;
  /** Time between two looks at the figures. */
  readonly lookMs: number;
  /** Share of requests answered 5xx, 0 to 1, above which the new version is bad. */
  readonly maxErrorRate: number;
  readonly minRequests: number;
  readonly drainMs: number;
  /** How long the old version stays warm after promotion. */
  readonly rollbackWindowMs: number;
}

export interface DeployPlan {
  readonly schemaVersion: 1;
  readonly id: string;
  readonly service: string;
  readonly environment: string;
  readonly strategy: ReleaseStrategy;
  /**
   * `rollback` switches back to a stored release on demand; it is not judged again. `scale` brings the release that
   * serves to `replicas` instances; undoing it never stops what serves.
   */
  readonly kind: 'deploy' | 'rollback' | 'scale';
  readonly next: ReleaseRef;
  readonly previous?: ReleaseRef;
  /** Releases that still run from earlier deploys and are stopped at the end. */
  readonly leftovers: readonly string[];
  readonly replicas: number;
  /** Paths that each new instance must answer with 200 before it gets traffic. */
  readonly smokePaths: readonly string[];
  readonly limits: Limits;
}
