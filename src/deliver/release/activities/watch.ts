import { count } from '../../../errors/index.ts';
import type { Look } from '../analysis/criteria.ts';
import { type Judged, judgeAll } from '../analysis/judge-all.ts';
import { countedAnew } from '../analysis/progress.ts';
import { become } from '../become.ts';
import { bad, done, issue, type Move, type Next, noted, stay } from '../moves.ts';
import type { Watched } from '../stage.ts';
import type { Active, Baking, Effect, Outcome, Probing } from '../state.ts';

const looksOfAHold = 50;
const longestLookMs = 60_000;

/** Watches the new version for so long; the end of the time is a verdict where the stage asks for one. */
export function enterObserve(state: Active, ms: number, at: number): Move {
  const until = at + ms;
  const settled = Object.entries(state.progress).map(([service, before]) => [service, countedAnew(before)]);
  const progress: Active['progress'] = Object.fromEntries(settled);
  return lookLater(become({ ...state, progress }, 'baking', { until }), at, until);
}

/** The next look at the figures, or the end of a time, whichever is sooner. Without either nothing is waited for. */
export function lookLater(state: Active, at: number, until = Number.POSITIVE_INFINITY): Next {
  const look = state.watched.length > 0 ? at + lookMsOf(state, at) : Number.POSITIVE_INFINITY;
  const next = Math.max(at, Math.min(look, until));
  return Number.isFinite(next) ? issue(state, { do: 'wait', until: next }) : stay(state);
}

/** The longer a deploy is held up, the rarer the looks, once a minute at least: each of them is journalled. */
function lookMsOf(state: Active, at: number): number {
  const { lookMs } = state.plan.limits;
  const heldMs = 'since' in state ? at - state.since : 0;
  return Math.max(lookMs, Math.min(longestLookMs, Math.round(heldMs / looksOfAHold)));
}

export function bakeOutcome(state: Active, effect: Effect, outcome: Outcome, at: number): Move {
  const baking = state as Baking;
  if (outcome.of === 'error') return bad(state, 'engine', outcome.why);
  if (outcome.of === 'wait') {
    if (state.watched.length > 0) return issue(state, { do: 'read-metrics', of: state.watched });
    return at >= baking.until ? done(state) : lookLater(state, at, baking.until);
  }
  if (effect.do !== 'read-metrics' || outcome.of !== 'read-metrics') return stay(state);
  const stage = state.plan.stages[state.stage];
  const isOver = at >= baking.until;
  const isFinal = isOver && stage?.kind === 'observe' && stage.decides;
  const judged = judgeAll(state, effect.of, outcome.looks, isFinal);
  const seen = learned(state, judged);
  if (judged.verdict === 'fail') return bad(seen, 'judged-bad', judged.sentence);
  if (!isOver) return lookLater(seen, at, baking.until);
  if (!isFinal) return done(seen);
  if (judged.verdict === 'continue') return lookLater(seen, at);
  if (judged.verdict === 'pass') return done(noted(seen, { verdict: judged.sentence }));
  return undecided(seen, effect.of, outcome.looks, judged, at);
}

/** Too little traffic is made up by probes; whatever else is undecided is for a person. */
function undecided(
  state: Active,
  of: readonly Watched[],
  looks: readonly Look[],
  judged: Judged,
  at: number,
): Move {
  const { minRequests } = state.plan.criteria;
  const probes = of.flatMap(({ service, group }, i) => {
    const missing = minRequests - (looks[i]?.version.requests ?? 0);
    return missing > 0 && isAddressed(group)
      ? [{ do: 'probe' as const, service, group, count: missing }]
      : [];
  });
  if (probes.length > 0) return issue(become(state, 'probing', { looks }), ...probes);
  const awaiting = become(state, 'awaiting', { since: at, ask: judged.sentence, isUndecided: true });
  return lookLater(awaiting, at);
}

/** A flag, and copies of requests, have no instances of their own that could be probed. */
const isAddressed = (group: string): boolean => !/[+]|~mirror$/.test(group);

/** What the figures say while a person or a freeze holds the deploy up: harm beyond doubt still ends it. */
export function heldOutcome(state: Active, effect: Effect, outcome: Outcome, at: number): Move {
  if (outcome.of === 'error') return bad(state, 'engine', outcome.why);
  const until = state.name === 'frozen' ? state.until : Number.POSITIVE_INFINITY;
  if (outcome.of === 'wait')
    return state.watched.length > 0
      ? issue(state, { do: 'read-metrics', of: state.watched })
      : thawed(state, at);
  if (effect.do !== 'read-metrics' || outcome.of !== 'read-metrics') return stay(state);
  const judged = judgeAll(state, effect.of, outcome.looks, false);
  const seen = learned(state, judged);
  if (judged.verdict === 'fail') return bad(seen, 'judged-bad', judged.sentence);
  return at >= until ? thawed(seen, at) : lookLater(seen, at, until);
}

/** The freeze is over; its time does not count. */
const thawed = (state: Active, at: number): Move =>
  done({ ...state, heldMs: state.heldMs + ('since' in state ? at - state.since : 0) });

const learned = (state: Active, { progress, details }: Judged): Active =>
  noted({ ...state, progress }, { details });

/** Probes count as requests beside those that were seen; errors in little traffic are not washed away by them. */
export function probeOutcome(state: Active, effect: Effect, outcome: Outcome): Move {
  if (outcome.of === 'error') return bad(state, 'engine', outcome.why);
  if (effect.do !== 'probe' || outcome.of !== 'probe') return stay(state);
  const { looks } = state as Probing;
  const i = state.watched.findIndex(({ service }) => service === effect.service);
  const seen = looks[i]?.version ?? { requests: 0, errors: 0, latency: {} };
  const failed = outcome.total - outcome.passed;
  const { maxErrorRate } = state.plan.criteria;
  const sentence =
    `${count(seen.errors)} of ${count(seen.requests)} requests answered 5xx and ${count(failed)} of ${count(outcome.total)} probes failed ` +
    `(limit ${maxErrorRate * 100} %)`;
  const requests = seen.requests + outcome.total;
  if (requests > 0 && (seen.errors + failed) / requests > maxErrorRate)
    return bad(state, 'judged-bad', sentence);
  const next = noted(state, { verdict: sentence });
  return next.pending.some(pending => pending.do === 'probe') ? stay(next) : done(next);
}
