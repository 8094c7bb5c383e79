import type { CgroupHome } from '../machine/limiter.ts';
import type { Machine } from '../machine/machine.ts';
import type { BackOff } from './backoff.ts';

/** What an instance and its group know of the supervisor around them. */
export interface Surroundings {
  readonly machine: Machine;
  /** The state folder, as it stands in the mark of every instance. */
  readonly folder: string;
  readonly logFolder: string;
  readonly takenPorts: () => ReadonlySet<number>;
  /** Resolves when what is true now is durable. */
  readonly changed: () => Promise<void>;
  /** An instance that was started again has another port: the router must hear of it. */
  readonly moved: () => void;
  readonly timing: Timing;
  /** Or why there is none. */
  readonly cgroupHome: () => Promise<CgroupHome | string>;
}

export interface Timing extends BackOff {
  /** How often a live path is asked. */
  readonly liveEveryMs: number;
}

export const defaultTiming: Timing = {
  firstMs: 100,
  mostMs: 5_000,
  steadyMs: 30_000,
  liveEveryMs: 2_000,
};
