import { become } from './become.ts';
import { clear } from './clear.ts';
import { isPending, issue, type Next, noted, stay } from './moves.ts';
import type { Member } from './plan.ts';
import {
  type Action,
  type Active,
  type Effect,
  type Outcome,
  type Reason,
  type Reverting,
  servingOf,
} from './state.ts';

/** Back to the old version, or to nothing when there was none. Traffic first; what waits is forgotten. */
export function revert(state: Active, reason: Reason, at: number): Next {
  const { plan } = state;
  const cut = { ...state, pending: [] };
  // What is scaled is what serves: it is left as it is.
  if (plan.kind === 'scale') return { state: become(cut, 'failed', { reason }), effects: [] };
  const own = { reason, decidedAt: at, healed: [], stuck: [] };
  // The code stays, the flag goes: that needs no deploy.
  if (state.isSettled) return issue(become(cut, 'reverting', own), ...plan.members.map(withoutFlag));
  const back = plan.members.filter(member => member.previous);
  if (back.length === 0) return clear(cut, reason, at);
  const reverting = become(cut, 'reverting', own);
  return issue(reverting, ...back.map(member => goBack(reverting, member)));
}

/** To what is left of the old version at once; where nothing is left of it, it is started first. */
function goBack(state: Active, member: Member): Action {
  return state.reduced[member.service] === 0 ? restart(member) : back(member);
}

const back = ({ service, previous }: Member): Action => ({
  do: 'set-split',
  service,
  weights: { [previous?.id ?? '']: 100 },
  phase: 'rollback',
});

const restart = ({ service, previous, previousReplicas }: Member): Action => ({
  do: 'ensure',
  service,
  group: previous?.id ?? '',
  replicas: previousReplicas,
});

/** The traffic goes back. When the old version cannot take it as it is, it is started again first, once. */
export function revertOutcome(state: Reverting, effect: Effect, outcome: Outcome, at: number): Next {
  if (state.isSettled) return flagIsOff(state, outcome, at);
  const member = state.plan.members.find(({ service }) => 'service' in effect && service === effect.service);
  if (!member) return stay(state);
  if (outcome.of === 'ensure' && outcome.ok) return issue(without(state, member), back(member));
  if (outcome.of === 'set-split') return isBack(state, member, at);
  if (effect.do === 'set-split' && !state.healed.includes(member.service))
    return issue({ ...state, healed: [...state.healed, member.service] }, restart(member));
  // Some of its instances have the traffic already, and more could not be had: that is back all the same.
  if (servingOf(state, member.service) === member.previous?.id && state.facts.rollbackMs !== undefined)
    return settle(state, at);
  return settle(stuck(state, member, why(outcome)), at);
}

function isBack(state: Reverting, member: Member, at: number): Next {
  const { service } = member;
  const seen = noted(state, { rollbackMs: at - state.decidedAt });
  if (state.reduced[service] === undefined) return settle(seen, at);
  return issue({ ...without(seen, member), healed: [...state.healed, service] }, restart(member));
}

/** Its old version has all of its instances again. */
function without(state: Reverting, { service }: Member): Reverting {
  const { [service]: _, ...reduced } = state.reduced;
  return { ...state, reduced };
}

function stuck(state: Reverting, { service }: Member, reason: string): Reverting {
  const sentence = `${state.reason.sentence}; and going back failed: ${reason}`;
  return { ...state, reason: { ...state.reason, sentence }, stuck: [...state.stuck, service] };
}

function settle(state: Reverting, at: number): Next {
  return state.pending.length > 0 ? stay(state) : clear(state, state.reason, at, state.decidedAt);
}

const withoutFlag = ({ service, next }: Member): Action => ({
  do: 'set-split',
  service,
  weights: { [next.id]: 100 },
  phase: 'rollback',
});

function flagIsOff(state: Reverting, outcome: Outcome, at: number): Next {
  const { reason } = state;
  if (outcome.of === 'set-split') {
    const seen = noted(state, { rollbackMs: at - state.decidedAt });
    return isPending(seen, 'set-split')
      ? stay(seen)
      : { state: become(seen, 'rolled-back', { reason }), effects: [] };
  }
  const sentence = `${reason.sentence}; and the flag could not be turned off: ${why(outcome)}`;
  return {
    state: become({ ...state, pending: [] }, 'failed', { reason: { ...reason, sentence } }),
    effects: [],
  };
}

function why(outcome: Outcome): string {
  return 'why' in outcome && outcome.why !== undefined ? outcome.why : 'the old version does not run';
}
