import type { Stage } from '../stage.ts';
import type { BlueGreen } from '../strategy.ts';
import {
  before,
  kept,
  leavingAll,
  replacing,
  type Setting,
  started,
  tested,
  watchedNext,
  whole,
} from './strategy.ts';

/**
 * Blue-green: a full second set; it is started, tested and given all traffic at once. The old set answers what it has
 * in hand, stays warm while the new one is judged, and for the rollback window. Where nothing serves yet nobody is asked:
 * there is no traffic to give away.
 */
export const blueGreen = ({ asksBefore }: BlueGreen, setting: Setting): Stage[] => [
  ...before(setting),
  { kind: 'start', groups: started(setting) },
  ...tested(setting),
  ...(asksBefore && replacing(setting).length > 0
    ? [{ kind: 'judgment', ask: 'give the traffic to the new version' } as const]
    : []),
  switched(setting),
  ...kept(setting),
];

/** All traffic at once. */
export const switched = (setting: Setting): Stage => ({
  kind: 'shift',
  splits: whole(setting),
  leaving: leavingAll(setting),
  watched: watchedNext(setting),
  partial: false,
});
