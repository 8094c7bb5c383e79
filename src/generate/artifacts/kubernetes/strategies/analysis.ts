import type { Traced } from '../../../../model/traced.ts';
import { text } from '../../../../model/traced.ts';
import type { PlacedService } from '../objects/placed.ts';

/** The most 5xx answers that a new version may give in this environment, in percent. */
export const errorLimit = ({ placement, rollout }: PlacedService): Traced<number> =>
  placement.environment?.maxErrorPercent ?? rollout.maxErrorPercent;

/** How long a new version is watched, in seconds. */
export const bakeTime = ({ placement, rollout }: PlacedService): Traced<number> =>
  placement.environment?.bakeSeconds ?? rollout.bakeSeconds;

/**
 * PromQL: the share of 5xx answers among all, in percent; nothing asked counts as none. The name of the counter is the
 * usual one (https://prometheus.io/docs/practices/naming/), with a label `status`.
 *
 * @param pods what chooses the pods of the new version, in PromQL
 */
export const errorQuery = ({ placement }: PlacedService, pods: string): Traced<string> => {
  const selected = (more: string) =>
    text`sum(rate(http_requests_total{namespace="${placement.namespace}", ${pods}${more}}[1m]))`;
  return text`100 * (${selected(', status=~"5.."')} or vector(0)) / (${selected('')} > 0 or vector(1))`;
};
