import { count } from '../../../errors/index.ts';
import { judge } from '../analysis/judge.ts';
import type { DeployPlan } from '../plan.ts';
import type { Action, Active, Baking, Effect, Facts, Outcome, ReleaseEvent, Retiring } from '../state.ts';
import { all, issue, type Next, noted, stay } from './moves.ts';
import { clearing, revert, reverting } from './revert.ts';

type Begin = Extract<ReleaseEvent, { type: 'begun' }>;
type Interrupt = Extract<ReleaseEvent, { type: 'aborted' | 'overdue' }>;
type Handler<S extends Active = Active> = (state: S, effect: Effect, outcome: Outcome, at: number) => Next;

/**
 * Blue-green: a full second set; it is started, smoke-tested and given all traffic at once; the old set keeps its
 * requests in hand until they are answered, stays warm while the new one is judged and for the rollback window.
 * Healthy, then switch, then drain, then stop. Rollback is a branch of the same machine.
 */
export const blueGreen = {
  begin({ plan, at }: Begin): Next {
    const traffic = plan.kind === 'scale' ? plan.next.id : plan.previous?.id;
    const state: Active = {
      name: 'starting',
      plan,
      startedAt: at,
      pending: [],
      issued: 0,
      facts: {},
      traffic,
    };
    const start: Action = { do: 'ensure', release: plan.next.id, replicas: plan.replicas };
    return plan.previous ? issue(state, all(plan.previous.id, 'start'), start) : issue(state, start);
  },

  outcome(state: Active, effect: Effect, outcome: Outcome, at: number): Next {
    // A switch of the traffic is a fact in whatever state it becomes known.
    const seen =
      outcome.of === 'set-split' && effect.do === 'set-split' ? { ...state, traffic: holder(effect) } : state;
    const handler = handlers[seen.name] as Handler;
    return handler(seen, effect, outcome, at);
  },

  interrupt(state: Active, event: Interrupt): Next {
    // What has proved itself stays: only its old instances are still to be put away.
    if (state.name === 'retiring')
      return finished({ ...state, putAway: state.putAway || state.pending.length === 0 });
    const sentence =
      event.type === 'aborted'
        ? event.why
        : `the deploy was not done within ${state.plan.limits.deadlineMs / 1000} s`;
    return revert(state, { code: event.type, sentence }, event.at);
  },
};

const holder = (effect: Extract<Effect, { do: 'set-split' }>): string | undefined =>
  Object.entries(effect.split).find(([, weight]) => weight > 0)?.[0];

const handlers: { [S in Active as S['name']]: Handler<S> } = {
  starting: (state, _, outcome, at) => {
    if (outcome.of === 'error') return failed(state, outcome.why, at);
    if (outcome.of !== 'ensure') return stay(state);
    if (!outcome.ok) return revert(state, { code: 'start-failed', sentence: outcome.why }, at);
    const smoking: Active = { ...noted(state, { readyMs: outcome.tookMs }), name: 'smoking' };
    return issue(smoking, { do: 'smoke', release: state.plan.next.id, paths: state.plan.smokePaths });
  },

  smoking: (state, _, outcome, at) => {
    if (outcome.of === 'error') return failed(state, outcome.why, at);
    if (outcome.of !== 'smoke') return stay(state);
    const { passed, total, why } = outcome;
    const sentence = why ?? `${passed} of ${total} smoke tests passed`;
    if (passed < total) return revert(state, { code: 'smoke-failed', sentence }, at);
    const shifting: Active = { ...noted(state, { smoke: { passed, total } }), name: 'shifting' };
    return issue(shifting, all(state.plan.next.id, state.plan.kind === 'scale' ? 'quiet' : 'shift'));
  },

  shifting: (state, effect, outcome, at) => {
    if (outcome.of === 'error') return failed(state, outcome.why, at);
    const { plan } = state;
    if (outcome.of === 'trim') return { state: { ...state, name: 'promoted' }, effects: [] };
    if (outcome.of !== 'set-split' || effect.do !== 'set-split' || holder(effect) !== plan.next.id)
      return stay(state);
    const shifted = noted(state, { switchMs: outcome.tookMs });
    if (plan.kind === 'scale')
      return issue(shifted, { do: 'trim', release: plan.next.id, replicas: plan.replicas });
    // Nothing served before: there is nothing to drain, to compare with or to go back to.
    if (!plan.previous) return retire(shifted, true);
    const bakeUntil = at + plan.limits.bakeMs;
    return issue(
      { ...shifted, name: 'baking', bakeUntil, drained: false },
      all(plan.next.id, 'drain'),
      { do: 'drain', release: plan.previous.id, timeoutMs: plan.limits.drainMs },
      { do: 'wait', until: Math.min(at + plan.limits.lookMs, bakeUntil) },
    );
  },

  baking: (state, effect, outcome, at) => {
    if (outcome.of === 'error') return failed(state, outcome.why, at);
    const { plan } = state;
    if (outcome.of === 'drain') {
      return issue({ ...noted(state, drainFacts(outcome)), drained: true }, all(plan.next.id, 'bake'));
    }
    if (outcome.of === 'wait') return issue(state, { do: 'read-metrics', release: plan.next.id });
    return outcome.of === 'read-metrics' ? look(state, outcome, at) : stay(state);
  },

  probing: (state, _, outcome, at) => {
    if (outcome.of === 'error') return failed(state, outcome.why, at);
    if (outcome.of === 'drain') return stay({ ...noted(state, drainFacts(outcome)), drained: true });
    if (outcome.of !== 'probe') return stay(state);
    const probesFailed = outcome.total - outcome.passed;
    const seen = { requests: state.requests + outcome.total, errors: state.errors + probesFailed };
    const sentence =
      `${count(state.errors)} of ${count(state.requests)} requests answered 5xx and ${count(probesFailed)} of ${count(outcome.total)} probes failed ` +
      `(limit ${state.plan.limits.maxErrorRate * 100} %)`;
    if (seen.requests > 0 && judge(seen, { ...state.plan.limits, minRequests: 0 }, true).verdict === 'fail') {
      return revert(state, { code: 'error-rate', sentence }, at);
    }
    return retire(noted(state, { verdict: sentence }), state.drained);
  },

  // What the engine cannot put away does not undo a version that has proved itself.
  retiring: (state, effect, outcome, at) => {
    if (outcome.of === 'drain') return putAway({ ...noted(state, drainFacts(outcome)), drained: true }, at);
    if (effect.do === 'drain') return putAway({ ...state, drained: true }, at);
    if (effect.do === 'set-split' && effect.phase === 'stop') return putAway({ ...state, marked: true }, at);
    return finished(state);
  },

  reverting,
  clearing,
  promoted: state => stay(state),
  'rolled-back': state => stay(state),
  failed: state => stay(state),
};

const drainFacts = ({ tookMs, left }: Extract<Outcome, { of: 'drain' }>): Facts => ({
  drainMs: tookMs,
  drainLeft: left,
});

const failed = (state: Active, why: string, at: number): Next =>
  revert(state, { code: 'engine', sentence: why }, at);

/** One look at the figures; the last one, at the end of the bake time, decides. */
function look(state: Baking, seen: { requests: number; errors: number }, at: number): Next {
  const { plan, bakeUntil, drained } = state;
  const { verdict, sentence } = judge(seen, plan.limits, at >= bakeUntil);
  switch (verdict) {
    case 'fail':
      return revert(state, { code: 'error-rate', sentence }, at);
    case 'pass':
      return retire(noted(state, { verdict: sentence }), drained);
    case 'inconclusive': {
      const { requests, errors } = seen;
      const missing = plan.limits.minRequests - requests;
      return issue(
        { ...state, name: 'probing', requests, errors },
        { do: 'probe', release: plan.next.id, count: missing },
      );
    }
    case 'continue':
      return issue(state, { do: 'wait', until: Math.min(at + plan.limits.lookMs, Math.max(bakeUntil, at)) });
  }
}

/** The new version stays; a first deploy has nothing to put away. */
function retire(state: Active, drained: boolean): Next {
  const { plan } = state;
  if (!plan.previous && plan.leftovers.length === 0)
    return { state: { ...state, name: 'promoted' }, effects: [] };
  return issue(
    { ...state, name: 'retiring', drained, marked: false, putAway: false },
    all(plan.next.id, 'stop'),
  );
}

/** The old version stays warm for the rollback window; what was warm before is stopped. */
function putAway(state: Retiring, at: number): Next {
  if (!state.drained || !state.marked || state.putAway) return finished(state);
  return issue({ ...state, putAway: true }, ...awayActions(state.plan, at));
}

function awayActions(plan: DeployPlan, at: number): Action[] {
  const leftovers = plan.leftovers.map((release): Action => ({ do: 'stop', release }));
  // Warm from an earlier time, it may have come back with more instances than are wanted now.
  leftovers.push({ do: 'trim', release: plan.next.id, replicas: plan.replicas });
  if (!plan.previous) return leftovers;
  const release = plan.previous.id;
  const window = plan.limits.rollbackWindowMs;
  return [window > 0 ? { do: 'stop-at', release, at: at + window } : { do: 'stop', release }, ...leftovers];
}

function finished(state: Retiring): Next {
  const done = state.putAway && state.pending.length === 0;
  return done ? { state: { ...state, name: 'promoted' }, effects: [] } : stay(state);
}
