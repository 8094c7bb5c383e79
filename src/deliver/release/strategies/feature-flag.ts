import type { Stage, Watched } from '../stage.ts';
import type { FeatureFlag } from '../strategy.ts';
import { switched } from './blue-green.ts';
import { before, kept, observed, replacing, type Setting, started, tested } from './strategy.ts';

/**
 * Feature flag: the new code ships dark, with the flag off, and is kept when it is as good as the old one. Then the
 * flag is ramped: requests with it on are judged beside those of the same instances with it off. Undoing the ramp
 * turns the flag off, which needs no deploy. A flag that everybody sees already is not ramped again.
 */
export const featureFlag = ({ flag, steps }: FeatureFlag, setting: Setting): Stage[] => [
  ...before(setting),
  { kind: 'start', groups: started(setting) },
  ...tested(setting),
  switched(setting),
  ...kept(setting),
  ...(setting.members.every(({ flags }) => flags?.includes(flag)) ? [] : steps).flatMap(
    ({ percent, ms, asks }): Stage[] => [
      {
        kind: 'shift',
        splits: setting.members.map(({ service, next: { id: group } }) => ({
          service,
          weights: { [group]: 100 },
          flag: { name: flag, group, percent },
        })),
        leaving: [],
        watched: watchedFlag(flag, percent, setting),
        partial: percent < 100,
      },
      ...observed(setting, ms, true),
      ...(asks ? [{ kind: 'judgment', ask: `go on from ${percent} % with ${flag}` } as const] : []),
    ],
  ),
];

/** With the flag on for everybody nobody is left to compare with. */
const watchedFlag = (flag: string, percent: number, setting: Setting): Watched[] =>
  replacing(setting).map(({ service, next }) => ({
    service,
    group: `${next.id}+${flag}`,
    ...(percent < 100 ? { baseline: next.id } : {}),
  }));
