import type { Action, Active, Effect, Facts, Reason } from './state.ts';

/** The state that a transition leads to and the effects that it asks for. */
export interface Next {
  readonly state: Active;
  readonly effects: readonly Effect[];
}

/** What an activity answers: it goes on as it is, its stage is done, or the deploy has to be undone. */
export interface Move extends Next {
  readonly next?: 'stage' | Reason;
}

export const stay = (state: Active): Next => ({ state, effects: [] });

export const done = (state: Active): Move => ({ state, effects: [], next: 'stage' });

export const bad = (state: Active, code: Reason['code'], sentence: string): Move => ({
  state,
  effects: [],
  next: { code, sentence },
});

export function noted<S extends Active>(state: S, facts: Facts): S {
  return { ...state, facts: { ...state.facts, ...facts } };
}

/**
 * Orders actions: they are pending until their outcome is known. Of the tables of one service only the newest is
 * wanted: one that could not be written at once must not be written after it.
 */
export function issue(state: Active, ...actions: readonly Action[]): Next {
  const effects = actions.map(
    (action, i): Effect => ({ id: `${state.plan.id}/${state.issued + i + 1}`, ...action }),
  );
  const issued = state.issued + actions.length;
  const pending = state.pending.filter(older => !effects.some(newer => outdates(newer, older)));
  return { state: { ...state, issued, pending: [...pending, ...effects] }, effects };
}

const outdates = (newer: Effect, older: Effect): boolean =>
  newer.do === 'set-split' && older.do === 'set-split' && newer.service === older.service;

/** Nobody waits any more for effects of these kinds. */
export function without(state: Active, ...kinds: readonly Action['do'][]): Active {
  return { ...state, pending: state.pending.filter(effect => !kinds.includes(effect.do)) };
}

export const isPending = (state: Active, ...kinds: readonly Action['do'][]): boolean =>
  state.pending.some(effect => kinds.includes(effect.do));

/** The traffic of a service as it is by the last table, counted under another phase. */
export function marked(
  state: Active,
  service: string,
  phase: Extract<Action, { do: 'set-split' }>['phase'],
): Action {
  return { do: 'set-split', service, ...(state.tables[service] ?? { weights: {} }), phase };
}
