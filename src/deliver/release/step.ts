import { hooksOutcome } from './activities/hooks.ts';
import { retireOutcome } from './activities/retire.ts';
import { reduceOutcome, shiftOutcome } from './activities/shift.ts';
import { smokeOutcome, startOutcome } from './activities/start.ts';
import { bakeOutcome, heldOutcome, probeOutcome } from './activities/watch.ts';
import { advance, carriedOn } from './advance.ts';
import { asked } from './asks.ts';
import { clearOutcome } from './clear.ts';
import { overdue } from './deadline.ts';
import { isPending, issue, type Move, marked, type Next, noted, stay } from './moves.ts';
import { revertOutcome } from './revert.ts';
import type { Action, Active, Clearing, Effect, Outcome, ReleaseEvent, Reverting, State } from './state.ts';
import { isEnded, tableOf } from './state.ts';
import { transitions } from './transitions.ts';

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
 * that is no longer pending (performed twice around a crash) changes nothing, nor does an ask that comes too late.
 */
export function step(state: State, event: ReleaseEvent): Step {
  const next = transition(state, event);
  const isAllowed = next.state.name === state.name || transitions[state.name].includes(next.state.name);
  if (!isAllowed) throw new IllegalTransition(`${state.name} -> ${next.state.name} by "${event.type}"`);
  const { pending } = next.state;
  return { state: next.state, effects: next.effects.filter(effect => pending.includes(effect)) };
}

/** The state after all events of a journal. */
export function fold(events: Iterable<ReleaseEvent>, from: State = { name: 'new' }): State {
  let state = from;
  for (const event of events) state = step(state, event).state;
  return state;
}

function transition(state: State, event: ReleaseEvent): Next {
  if (state.name === 'new') {
    if (event.type !== 'begun') throw new IllegalTransition(`"${event.type}" before the deploy has begun`);
    return begin(event);
  }
  if (event.type === 'begun') throw new IllegalTransition(`deploy ${state.plan.id} has already begun`);
  if (event.type === 'outcome') return outcomeOf(state, event);
  return event.type === 'overdue' ? overdue(state, event.at) : asked(state, event);
}

/** What serves has the traffic, and its requests are counted under the deploy from now on. */
function begin({ plan, at }: Extract<ReleaseEvent, { type: 'begun' }>): Next {
  const serving = plan.members.flatMap(({ service, previous, next }) => {
    const group = plan.kind === 'scale' ? next.id : previous?.id;
    return group === undefined ? [] : [[service, { weights: { [group]: 100 } }] as const];
  });
  const state: Active = {
    name: 'starting',
    plan,
    startedAt: at,
    stage: -1,
    pending: [],
    issued: 0,
    facts: {},
    tables: Object.fromEntries(serving),
    reduced: {},
    watched: [],
    progress: {},
    heldMs: 0,
    isHurried: false,
    isSettled: false,
  };
  const marks = plan.kind === 'scale' ? [] : serving.map(([service]) => marked(state, service, 'start'));
  const first = issue(state, ...marks);
  const next = advance(first.state, at);
  return { state: next.state, effects: [...first.effects, ...next.effects] };
}

type Handler = (state: Active, effect: Effect, outcome: Outcome, at: number) => Move;

const handlers: { readonly [Name in Active['name']]: Handler } = {
  'running-hooks': hooksOutcome,
  starting: startOutcome,
  smoking: smokeOutcome,
  shifting: shiftOutcome,
  baking: bakeOutcome,
  probing: probeOutcome,
  awaiting: heldOutcome,
  paused: heldOutcome,
  frozen: heldOutcome,
  reducing: reduceOutcome,
  retiring: retireOutcome,
  reverting: (state, effect, outcome, at) => revertOutcome(state as Reverting, effect, outcome, at),
  clearing: (state, effect, outcome) => clearOutcome(state as Clearing, effect, outcome),
  promoted: stay,
  'rolled-back': stay,
  failed: stay,
};

function outcomeOf(state: Active, event: Extract<ReleaseEvent, { type: 'outcome' }>): Next {
  const effect = state.pending.find(candidate => candidate.id === event.effect);
  if (!effect) return stay(state);
  if (isEnded(state)) throw new IllegalTransition(`outcome of ${effect.do} after "${state.name}"`);
  const rest: Active = { ...state, pending: state.pending.filter(candidate => candidate !== effect) };
  const seen = learned(rest, effect, event.outcome);
  // Whether a drain is over cannot be told: what waits for it does not wait for ever.
  const outcome: Outcome =
    effect.do === 'drain' && event.outcome.of === 'error'
      ? { of: 'drain', left: 0, tookMs: 0 }
      : event.outcome;
  const drained = issue(seen, ...bakeMarks(seen, effect));
  const next = carriedOn(handlers[seen.name](drained.state, effect, outcome, event.at), event.at);
  return { state: next.state, effects: [...drained.effects, ...next.effects] };
}

/** Facts in whatever state they become known. */
function learned(state: Active, effect: Effect, outcome: Outcome): Active {
  if (effect.do === 'set-split' && outcome.of === 'set-split') {
    return { ...state, tables: { ...state.tables, [effect.service]: tableOf(effect) } };
  }
  if (effect.do !== 'drain' || outcome.of !== 'drain') return state;
  const { drainMs = 0, drainLeft = 0 } = state.facts;
  return noted(state, {
    drainMs: Math.max(drainMs, outcome.tookMs),
    drainLeft: drainLeft + outcome.left,
  });
}

/** When the last group that lost its traffic is drained, requests are counted under `bake`. */
function bakeMarks(state: Active, effect: Effect): Action[] {
  const isWatching =
    state.name === 'baking' ||
    state.name === 'probing' ||
    state.name === 'awaiting' ||
    state.name === 'paused';
  if (effect.do !== 'drain' || !isWatching || isPending(state, 'drain')) return [];
  return [...new Set(state.watched.map(({ service }) => service))].map(service =>
    marked(state, service, 'bake'),
  );
}
