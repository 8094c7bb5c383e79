/** The stages of a deploy: what a strategy is made of. Plain data, compiled before the deploy begins. */

/** The instances of one release (or a part with a role) behind the router of one service. */
export interface GroupRef {
  readonly service: string;
  readonly group: string;
}

export interface GroupCount extends GroupRef {
  readonly replicas: number;
}

/** Who gets the requests of one service. */
export interface Split {
  readonly service: string;
  /** Weights by group; empty: requests wait at the router. */
  readonly weights: Readonly<Record<string, number>>;
  /** Only this many instances of the group take part; all of them where nothing is said. */
  readonly counts?: Readonly<Record<string, number>>;
  /** A share of the requests in percent is copied to this group too; its answers are dropped. */
  readonly mirror?: { readonly group: string; readonly percent: number };
  /** A share of the requests of this group sees the flag on, and is counted under `GROUP+NAME`. */
  readonly flag?: { readonly name: string; readonly group: string; readonly percent: number };
}

/** A group that loses traffic. `retired`: only those of its instances that left the table. */
export interface Leaving extends GroupRef {
  readonly part: 'all' | 'retired';
}

/** Whose figures decide: those of `group`, beside those of `baseline` where there is one. */
export interface Watched extends GroupRef {
  readonly baseline?: string;
}

export type HookPoint = 'pre-deploy' | 'migration' | 'smoke' | 'load-test' | 'post-deploy';

export type Stage =
  /** Runs the hooks of the point, one after the other. */
  | { readonly kind: 'hooks'; readonly point: HookPoint }
  /** Brings groups to so many instances and waits until all are ready. */
  | { readonly kind: 'start'; readonly groups: readonly GroupCount[] }
  | { readonly kind: 'smoke'; readonly groups: readonly GroupRef[] }
  /** Gives the traffic; who lost some is drained from then on. `partial`: on the way to the whole. */
  | {
      readonly kind: 'shift';
      readonly splits: readonly Split[];
      readonly leaving: readonly Leaving[];
      readonly watched: readonly Watched[];
      readonly partial: boolean;
    }
  /** Watches for so long. `decides`: at its end there must be a verdict; else only harm beyond doubt ends it. */
  | { readonly kind: 'observe'; readonly ms: number; readonly decides: boolean }
  /** Asks a person, who must not be the author. */
  | { readonly kind: 'judgment'; readonly ask: string }
  /** Stops what is above so many instances, once it is drained. */
  | { readonly kind: 'reduce'; readonly groups: readonly GroupCount[] }
  /** The new version stays; the old one is kept warm for the rollback window. */
  | { readonly kind: 'retire' };
