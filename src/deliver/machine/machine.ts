import type { Clock } from './clock.ts';

/** All that the delivery needs of the machine under it. Tests give another one, in which time is virtual. */
export interface Machine {
  readonly clock: Clock;
}
