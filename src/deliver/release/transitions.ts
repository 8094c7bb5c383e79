import type { StateName } from './state.ts';

const held = ['paused', 'frozen'] as const;

/**
 * From which state a deploy may come to which; anything else is a bug and throws. docs/RELEASE.md draws it. Every row
 * is taken by the simulation, and no other by any walk through the machine (test/simulation/transitions.test.ts). What
 * is undone goes back by its traffic, or clears up at once where nothing served before; what is scaled just stops.
 */
export const transitions: { readonly [From in StateName]: readonly StateName[] } = {
  new: ['running-hooks', 'starting', 'shifting', 'frozen'],
  'running-hooks': [
    ...held,
    'starting',
    'shifting',
    'awaiting',
    'retiring',
    'promoted',
    'reverting',
    'clearing',
  ],
  starting: [...held, 'smoking', 'shifting', 'reverting', 'clearing', 'failed'],
  smoking: [...held, 'running-hooks', 'starting', 'shifting', 'awaiting', 'reverting', 'clearing', 'failed'],
  shifting: [
    ...held,
    'running-hooks',
    'starting',
    'baking',
    'awaiting',
    'reducing',
    'retiring',
    'promoted',
    'reverting',
    'clearing',
    'failed',
  ],
  baking: [
    ...held,
    'running-hooks',
    'starting',
    'shifting',
    'probing',
    'awaiting',
    'reducing',
    'retiring',
    'promoted',
    'reverting',
  ],
  probing: [...held, 'running-hooks', 'starting', 'awaiting', 'retiring', 'reverting'],
  awaiting: [...held, 'running-hooks', 'starting', 'shifting', 'baking', 'retiring', 'promoted', 'reverting'],
  paused: [
    'frozen',
    'running-hooks',
    'starting',
    'smoking',
    'shifting',
    'baking',
    'awaiting',
    'reducing',
    'retiring',
    'promoted',
    'reverting',
    'clearing',
  ],
  frozen: ['paused', 'running-hooks', 'starting', 'smoking', 'shifting', 'awaiting', 'reverting', 'clearing'],
  reducing: [...held, 'starting', 'promoted', 'reverting', 'failed'],
  retiring: [...held, 'shifting', 'reverting', 'promoted'],
  reverting: ['clearing', 'rolled-back', 'failed'],
  clearing: ['rolled-back', 'failed'],
  promoted: [],
  'rolled-back': [],
  failed: [],
};
