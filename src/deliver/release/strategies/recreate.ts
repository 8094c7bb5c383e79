import type { Stage } from '../stage.ts';
import type { Recreate } from '../strategy.ts';
import { switched } from './blue-green.ts';
import { before, kept, replacing, type Setting, started, tested } from './strategy.ts';

/**
 * Recreate: the old version is stopped before the new one is started; requests wait at the router meanwhile, and are
 * lost when it takes longer than they may wait. For development, where two versions cannot run beside each other.
 */
export const recreate = (_: Recreate, setting: Setting): Stage[] => {
  const old = replacing(setting);
  const held: Stage[] = [
    {
      kind: 'shift',
      splits: old.map(({ service }) => ({ service, weights: {} })),
      leaving: old.map(({ service, previous }) => ({ service, group: previous.id, part: 'all' })),
      watched: [],
      partial: false,
    },
    {
      kind: 'reduce',
      groups: old.map(({ service, previous }) => ({ service, group: previous.id, replicas: 0 })),
    },
  ];
  return [
    ...before(setting),
    ...(old.length > 0 ? held : []),
    { kind: 'start', groups: started(setting) },
    ...tested(setting),
    { ...switched(setting), leaving: [] } as Stage,
    ...kept(setting),
  ];
};
