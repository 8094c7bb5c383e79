import type { Cause } from '../../../src/deliver/engine/table.ts';
import type { ModelInstance } from './instance.ts';

/** One request of the continuous client, from its start to its end. */
export interface Request {
  readonly service: string;
  readonly isPost: boolean;
  readonly startedAt: number;
  /** How long an instance works on it. */
  readonly workMs: number;
  /** Where it stands among all (0 up to 1), and which fate of the version it meets. */
  readonly at: number;
  readonly fate: number;
  /** Instances that had it in hand, or were tried. */
  readonly touched: ModelInstance[];
  /** Because the router that held it was killed. */
  isCut: boolean;
  waited: boolean;
  ended(cause: Cause | undefined): void;
}
