import type { Active, Clearing, Effect, Outcome, Reason, Reverting } from '../state.ts';
import { all, issue, type Next, noted, stay } from './moves.ts';

/** Back to the old version, or to nothing when there was none. Traffic first; what waits is forgotten. */
export function revert(state: Active, reason: Reason, at: number): Next {
  const { plan } = state;
  const cut = { ...state, pending: [] };
  // What is scaled is what serves: it is left as it is.
  if (plan.kind === 'scale') return { state: { ...cut, name: 'failed', reason }, effects: [] };
  if (!plan.previous)
    return issue({ ...cut, name: 'clearing', reason }, { do: 'stop', release: plan.next.id });
  return issue(
    { ...cut, name: 'reverting', reason, decidedAt: at, healed: false },
    all(plan.previous.id, 'rollback'),
  );
}

/** The traffic goes back. When the old version cannot take it as it is, it is started again first, once. */
export function reverting(state: Reverting, effect: Effect, outcome: Outcome, at: number): Next {
  const { plan, reason, decidedAt, healed } = state;
  const previous = plan.previous?.id ?? '';
  if (outcome.of === 'ensure' && outcome.ok) return issue(state, all(previous, 'rollback'));
  if (outcome.of === 'set-split' && effect.do === 'set-split' && effect.phase === 'rollback') {
    const clear: Active = { ...noted(state, { rollbackMs: at - decidedAt }), name: 'clearing', reason };
    return issue(clear, { do: 'drain', release: plan.next.id, timeoutMs: plan.limits.drainMs });
  }
  if (effect.do === 'set-split' && effect.phase === 'rollback' && !healed) {
    return issue({ ...state, healed: true }, { do: 'ensure', release: previous, replicas: plan.replicas });
  }
  const sentence = `${reason.sentence}; and going back failed: ${why(outcome)}`;
  const told = { ...state, reason: { ...reason, sentence }, pending: [] };
  // There is nothing to go back to. A bad version that answers is better than none: it is left where it is.
  if (state.traffic === plan.next.id) return { state: { ...told, name: 'failed' }, effects: [] };
  return issue({ ...told, name: 'clearing' }, { do: 'stop', release: plan.next.id });
}

/** The new version has no traffic any more: its requests in hand are answered, then it is stopped. */
export function clearing(state: Clearing, effect: Effect, outcome: Outcome): Next {
  const { plan } = state;
  if (effect.do === 'drain') return issue(state, { do: 'stop', release: plan.next.id });
  if (effect.do !== 'stop') return stay(state);
  const stopped = outcome.of === 'stop';
  if (plan.previous) return { state: { ...state, name: 'rolled-back', pending: [] }, effects: [] };
  const traffic = stopped ? undefined : state.traffic;
  return { state: { ...state, name: 'failed', pending: [], traffic }, effects: [] };
}

function why(outcome: Outcome): string {
  return 'why' in outcome && outcome.why !== undefined ? outcome.why : 'the old version does not run';
}
