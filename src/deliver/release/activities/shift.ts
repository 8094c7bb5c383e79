import { noLooks } from '../analysis/progress.ts';
import { become } from '../become.ts';
import { bad, done, isPending, issue, type Move, marked, noted, stay } from '../moves.ts';
import type { Leaving, Stage, Watched } from '../stage.ts';
import type { Action, Active, Effect, Outcome } from '../state.ts';

type ShiftStage = Extract<Stage, { kind: 'shift' }>;

/** Gives the traffic to whom the stage says. */
export function enterShift(state: Active, { splits, watched }: ShiftStage): Move {
  // To scale what serves is no deploy that requests are counted under.
  const phase = state.plan.kind === 'scale' ? 'quiet' : 'shift';
  const shifting = become(watching(state, watched), 'shifting', {});
  return issue(shifting, ...splits.map((split): Action => ({ do: 'set-split', ...split, phase })));
}

export function shiftOutcome(state: Active, effect: Effect, outcome: Outcome): Move {
  if (outcome.of === 'error') return bad(state, 'engine', outcome.why);
  if (outcome.of !== 'set-split' || effect.do !== 'set-split' || !isShift(effect)) return stay(state);
  const seen = noted(state, { switchMs: outcome.tookMs });
  if (seen.pending.some(isShift)) return stay(seen);
  const stage = seen.plan.stages[seen.stage];
  const leaving = stage?.kind === 'shift' ? stage.leaving : [];
  return leaving.length === 0 ? done(seen) : { ...leave(seen, leaving), next: 'stage' };
}

/** Who lost traffic answers what it has in hand; the requests that end meanwhile are counted under `drain`. */
function leave(state: Active, leaving: readonly Leaving[]): Move {
  const isScaled = state.plan.kind === 'scale';
  const services = isScaled ? [] : [...new Set(leaving.map(({ service }) => service))];
  const { drainMs: timeoutMs } = state.plan.limits;
  return issue(
    state,
    ...services.map(service => marked(state, service, 'drain')),
    ...leaving.map((group): Action => ({ do: 'drain', ...group, timeoutMs })),
  );
}

/** What was seen of a group before it is watched for another reason speaks of something else. */
function watching(state: Active, watched: readonly Watched[]): Active {
  const isSame = ({ service, group, baseline }: Watched) =>
    state.watched.some(
      other => other.service === service && other.group === group && other.baseline === baseline,
    );
  const progress = Object.fromEntries(
    watched.map(one => [one.service, (isSame(one) ? state.progress[one.service] : undefined) ?? noLooks()]),
  );
  return { ...state, watched, progress };
}

/** Marks give the same traffic another name. */
const isShift = (effect: Effect): boolean =>
  effect.do === 'set-split' && (effect.phase === 'shift' || effect.phase === 'quiet');

/** Stops the instances that nobody needs any more, once their requests are answered. */
export function enterReduce(state: Active): Move {
  const reducing = become(state, 'reducing', {});
  return isPending(reducing, 'drain') ? stay(reducing) : reduce(reducing);
}

export function reduceOutcome(state: Active, _: Effect, outcome: Outcome): Move {
  if (outcome.of === 'error' && !isPending(state, 'stop', 'trim')) return bad(state, 'engine', outcome.why);
  if (outcome.of === 'drain') return isPending(state, 'drain') ? stay(state) : reduce(state);
  if (outcome.of !== 'stop' && outcome.of !== 'trim') return stay(state);
  return isPending(state, 'stop', 'trim') ? stay(state) : done(state);
}

/** That they may be gone is known before they are: whoever goes back starts them again. */
function reduce(state: Active): Move {
  const stage = state.plan.stages[state.stage];
  const groups = stage?.kind === 'reduce' ? stage.groups : [];
  const previous = groups.filter(({ service, group }) =>
    state.plan.members.some(member => member.service === service && member.previous?.id === group),
  );
  const reduced = {
    ...state.reduced,
    ...Object.fromEntries(previous.map(({ service, replicas }) => [service, replicas])),
  };
  const actions = groups.map(
    ({ service, group, replicas }): Action =>
      replicas === 0 ? { do: 'stop', service, group } : { do: 'trim', service, group, replicas },
  );
  const next = { ...state, reduced };
  return actions.length === 0 ? done(next) : issue(next, ...actions);
}
