import type { Clock } from './clock.ts';
import type { Limiter } from './limiter.ts';
import type { Processes } from './processes.ts';

/** All that the delivery needs of the machine under it. Tests give another one, in which time is virtual. */
export interface Machine {
  readonly clock: Clock;
  readonly processes: Processes;
  readonly limiter: Limiter;
}
