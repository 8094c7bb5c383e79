import type { Active, Effect, ReleaseEvent, State } from './state.ts';
import { isEnded } from './state.ts';
import { blueGreen } from './strategies/blue-green.ts';

export interface Step {
  readonly state: State;
  /** To be journalled, then performed. */
  readonly effects: readonly Effect[];
}

/** Thrown for an event that the state cannot have; always a bug of ours. */
export class IllegalTransition extends Error {
  override readonly name = 'IllegalTransition';
}

/**
 * The release machine: pure, so that a journal of events folds to the same state anywhere. An outcome for an effect
 * that is no longer pending (performed twice around a crash) changes nothing.
 */
export function step(state: State, event: ReleaseEvent): Step {
  if (state.name === 'new') {
    if (event.type !== 'begun') throw new IllegalTransition(`"${event.type}" before the deploy has begun`);
    return settle(blueGreen.begin(event));
  }
  if (event.type === 'begun') throw new IllegalTransition(`deploy ${state.plan.id} has already begun`);
  if (event.type === 'outcome') {
    const effect = state.pending.find(candidate => candidate.id === event.effect);
    if (!effect) return { state, effects: [] };
    if (isEnded(state)) throw new IllegalTransition(`outcome of ${effect.do} after "${state.name}"`);
    const rest: Active = { ...state, pending: state.pending.filter(candidate => candidate !== effect) };
    return settle(blueGreen.outcome(rest, effect, event.outcome, event.at));
  }
  // What is already being undone or has ended is not undone again.
  if (isEnded(state) || state.name === 'reverting' || state.name === 'clearing')
    return { state, effects: [] };
  return settle(blueGreen.interrupt(state, event));
}

/** The state after all events of a journal. */
export function fold(events: Iterable<ReleaseEvent>): State {
  let state: State = { name: 'new' };
  for (const event of events) state = step(state, event).state;
  return state;
}

function settle(next: { state: Active; effects: readonly Effect[] }): Step {
  return {
    state: { ...next.state, pending: [...next.state.pending, ...next.effects] },
    effects: next.effects,
  };
}
