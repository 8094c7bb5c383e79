import type { Traced } from '../../../../model/traced.ts';
import { text } from '../../../../model/traced.ts';
import { wholeSeconds } from '../../shared/seconds.ts';
import { Noted, type YamlNode } from '../../shared/yaml.ts';
import type { PlacedService } from '../objects/placed.ts';

/** The most 5xx answers that a new version may give in this environment, in percent. */
export const errorLimit = ({ placement, rollout }: PlacedService): Traced<number> =>
  placement.environment?.maxErrorPercent ?? rollout.maxErrorPercent;

/** How long a new version is watched, in seconds. */
export const bakeTime = ({ placement, rollout }: PlacedService): Traced<number> =>
  placement.environment?.bakeSeconds ?? rollout.bakeSeconds;

/** How often a controller looks in that time, every 30 s. */
export const looks = (service: PlacedService): Traced<number> =>
  wholeSeconds(bakeTime(service), 1).map(seconds => Math.max(1, Math.ceil(seconds / 30)));

const usual = new Noted('http://prometheus.monitoring.svc.cluster.local:9090', {
  above: ['Where Prometheus answers in your cluster.'],
});

export const prometheus = ({ rollout }: PlacedService): YamlNode => rollout.prometheus?.url ?? usual;

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
