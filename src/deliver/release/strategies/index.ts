import type { Stage } from '../stage.ts';
import type { Strategy, StrategyName } from '../strategy.ts';
import { blueGreen, switched } from './blue-green.ts';
import { canary } from './canary.ts';
import { featureFlag } from './feature-flag.ts';
import { recreate } from './recreate.ts';
import { rolling } from './rolling.ts';
import { type Setting, started, tested, whole } from './strategy.ts';

type StrategyOf<Name extends StrategyName> = Extract<Strategy, { name: Name }>;

const strategies: {
  readonly [Name in StrategyName]: (strategy: StrategyOf<Name>, setting: Setting) => Stage[];
} = { rolling, 'blue-green': blueGreen, canary, 'feature-flag': featureFlag, recreate };

/** What a strategy does with these services, in order. */
export function stagesOf<Name extends StrategyName>(strategy: StrategyOf<Name>, setting: Setting): Stage[] {
  return strategies[strategy.name](strategy, setting);
}

/** Back to a release that served before: started where it is not warm, and switched to; it is not judged again. */
export const rollbackStages = (setting: Setting): Stage[] => [
  { kind: 'start', groups: started(setting) },
  ...tested({ ...setting, hooks: [] }),
  switched(setting),
  { kind: 'retire' },
];

/** Another number of instances of what serves; those that are too many answer what they have in hand first. */
export const scaleStages = (setting: Setting): Stage[] => [
  { kind: 'start', groups: started(setting) },
  ...tested({ ...setting, hooks: [] }),
  {
    kind: 'shift',
    splits: whole(setting),
    leaving: setting.members.map(({ service, next }) => ({ service, group: next.id, part: 'retired' })),
    watched: [],
    partial: false,
  },
  { kind: 'reduce', groups: started(setting) },
];
