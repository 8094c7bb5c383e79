import type { Action, Active, Effect, Facts } from '../state.ts';

/** The state that a transition leads to and the effects that it asks for. */
export interface Next {
  readonly state: Active;
  readonly effects: readonly Effect[];
}

export function stay(state: Active): Next {
  return { state, effects: [] };
}

export function noted<S extends Active>(state: S, facts: Facts): S {
  return { ...state, facts: { ...state.facts, ...facts } };
}

export function issue(state: Active, ...actions: readonly Action[]): Next {
  const effects = actions.map(
    (action, i): Effect => ({ id: `${state.plan.id}/${state.issued + i + 1}`, ...action }),
  );
  return { state: { ...state, issued: state.issued + actions.length }, effects };
}

/** All traffic to one release. */
export function all(release: string, phase: Extract<Action, { do: 'set-split' }>['phase']): Action {
  return { do: 'set-split', split: { [release]: 100 }, phase };
}
