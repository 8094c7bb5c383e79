import { enterHooks } from './activities/hooks.ts';
import { enterRetire } from './activities/retire.ts';
import { enterReduce, enterShift } from './activities/shift.ts';
import { enterSmoke, enterStart } from './activities/start.ts';
import { enterObserve, lookLater } from './activities/watch.ts';
import { become } from './become.ts';
import { frozenAt } from './freeze.ts';
import type { Move, Next } from './moves.ts';
import { revert } from './revert.ts';
import type { Stage } from './stage.ts';
import type { Active, Effect } from './state.ts';

/** Begins the next stage, and the ones after it as far as they ask for nothing; holds where that must not be. */
export function advance(state: Active, at: number): Next {
  let current = state;
  const effects: Effect[] = [];
  for (;;) {
    const stage = current.plan.stages[current.stage + 1];
    const { toUndo, ...rest } = current;
    if (toUndo) return joined(effects, revert(rest, toUndo, at));
    if (!stage) return { state: become({ ...current, pending: [] }, 'promoted', {}), effects };
    const entered = heldUp(current, stage, at) ?? enter({ ...current, stage: current.stage + 1 }, stage, at);
    effects.push(...entered.effects);
    const settled = settle(entered, at);
    if (settled) return joined(effects, settled);
    current = entered.state;
  }
}

const joined = (before: readonly Effect[], { state, effects }: Next): Next => ({
  state,
  effects: [...before, ...effects],
});

/** Where the deploy comes to rest; undefined when its next stage is to be begun. */
function settle({ state, next }: Move, at: number): Next | undefined {
  if (next === 'stage') return undefined;
  return next === undefined ? { state, effects: [] } : revert(state, next, at);
}

/** What an activity answered, carried on to where the deploy comes to rest. */
export function carriedOn(move: Move, at: number): Next {
  return joined(move.effects, settle(move, at) ?? advance(move.state, at));
}

/** A pause that a person asked for, or a freeze: before anything new is begun. */
function heldUp(state: Active, stage: Stage, at: number): Move | undefined {
  const isSafe = state.plan.kind !== 'deploy' || stage.kind === 'retire' || stage.kind === 'reduce';
  if (isSafe) return undefined;
  if (state.pause) return lookLater(become(state, 'paused', { since: at }), at);
  const frozen = stage.kind === 'observe' ? undefined : frozenAt(state.plan.freezes, at);
  if (!frozen) return undefined;
  return lookLater(become(state, 'frozen', { since: at, until: frozen.until }), at, frozen.until);
}

function enter(state: Active, stage: Stage, at: number): Move {
  if (state.isHurried && isSkipped(stage)) return { state, effects: [], next: 'stage' };
  switch (stage.kind) {
    case 'hooks':
      return enterHooks(state, stage.point);
    case 'start':
      return enterStart(state, stage.groups);
    case 'smoke':
      return enterSmoke(state, stage.groups);
    case 'shift':
      return enterShift(state, stage);
    case 'observe':
      return enterObserve(state, stage.ms, at);
    case 'judgment':
      return lookLater(become(state, 'awaiting', { since: at, ask: stage.ask, isUndecided: false }), at);
    case 'reduce':
      return enterReduce(state);
    case 'retire':
      return enterRetire(state);
  }
}

/** Who is in a hurry goes without watching, asking and steps in between. */
const isSkipped = (stage: Stage): boolean =>
  stage.kind === 'observe' || stage.kind === 'judgment' || (stage.kind === 'shift' && stage.partial);
