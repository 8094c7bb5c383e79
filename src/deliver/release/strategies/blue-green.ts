import { judge } from '../analysis/judge.ts';
import type { DeployPlan } from '../plan.ts';
import type {
  Action,
  Active,
  Baking,
  Effect,
  Facts,
  Outcome,
  Probing,
  Reason,
  ReasonCode,
  ReleaseEvent,
} from '../state.ts';

interface Next {
  readonly state: Active;
  readonly effects: readonly Effect[];
}

type Begin = Extract<ReleaseEvent, { type: 'begun' }>;
type Interrupt = Extract<ReleaseEvent, { type: 'aborted' | 'overdue' }>;
type Handler<S extends Active = Active> = (state: S, effect: Effect, outcome: Outcome, at: number) => Next;

/**
 * Blue-green: a full second set; it is started, smoke-tested and given all traffic at once; the old set keeps its
 * requests in hand until they are answered, stays warm while the new one is judged and for the rollback window.
 * Healthy, then switch, then drain, then stop. Rollback is a branch of the same machine.
 */
export const blueGreen = {
  begin(event: Begin): Next {
    const { plan } = event;
    const state: Active = { name: 'starting', plan, startedAt: event.at, pending: [], issued: 0, facts: {} };
    const start: Action = { do: 'ensure', release: plan.next.id, replicas: plan.replicas };
    return plan.previous ? issue(state, all(plan.previous.id, 'start'), start) : issue(state, start);
  },

  outcome(state: Active, effect: Effect, outcome: Outcome, at: number): Next {
    if (outcome.of === 'error') return onError(state, outcome.why, at);
    const handler = handlers[state.name] as Handler;
    return handler(state, effect, outcome, at);
  },

  interrupt(state: Active, event: Interrupt): Next {
    const overdue = `the deploy was not done within ${state.plan.limits.deadlineMs / 1000} s`;
    // What has proved itself stays: only its old instances are still to be put away.
    if (state.name === 'retiring') return { state, effects: [] };
    return event.type === 'aborted'
      ? revert(state, 'aborted', event.why, event.at)
      : revert(state, 'overdue', overdue, event.at);
  },
};

const handlers: { [S in Active as S['name']]: Handler<S> } = {
  starting: (state, effect, outcome, at) => {
    if (outcome.of !== 'ensure') return stay(state);
    if (!outcome.ok) return revert(state, 'start-failed', outcome.why, at);
    const smoking: Active = { ...noted(state, { readyMs: outcome.tookMs }), name: 'smoking' };
    return issue(smoking, { do: 'smoke', release: state.plan.next.id, paths: state.plan.smokePaths });
  },

  smoking: (state, effect, outcome, at) => {
    if (outcome.of !== 'smoke') return stay(state);
    const { passed, total, why } = outcome;
    if (passed < total)
      return revert(state, 'smoke-failed', why ?? `${passed} of ${total} smoke tests passed`, at);
    const shifting: Active = { ...noted(state, { smoke: { passed, total } }), name: 'shifting' };
    return issue(shifting, all(state.plan.next.id, 'shift'));
  },

  shifting: (state, effect, outcome, at) => {
    if (outcome.of !== 'set-split' || !isAll(effect, state.plan.next.id)) return stay(state);
    const { plan } = state;
    const shifted = noted(state, { switchMs: outcome.tookMs });
    // Nothing served before: there is nothing to drain, to compare with or to go back to.
    if (!plan.previous) return retire(shifted);
    const bakeUntil = at + plan.limits.bakeMs;
    const baking: Active = { ...shifted, name: 'baking', bakeUntil, drained: false };
    return issue(
      baking,
      all(plan.next.id, 'drain'),
      { do: 'drain', release: plan.previous.id, timeoutMs: plan.limits.drainMs },
      { do: 'wait', until: Math.min(at + plan.limits.lookMs, bakeUntil) },
    );
  },

  baking: (state, effect, outcome, at) => {
    const { plan } = state;
    if (outcome.of === 'drain') {
      const drained = {
        ...noted(state, { drainMs: outcome.tookMs, drainLeft: outcome.left }),
        drained: true,
      };
      return issue(drained, all(plan.next.id, 'bake'));
    }
    if (outcome.of === 'wait') return issue(state, { do: 'read-metrics', release: plan.next.id });
    if (outcome.of === 'read-metrics') return look(state, outcome, at);
    return stay(state);
  },

  probing: (state, effect, outcome, at) => {
    if (outcome.of === 'drain')
      return stay(noted(state, { drainMs: outcome.tookMs, drainLeft: outcome.left }));
    if (outcome.of !== 'probe') return stay(state);
    const failed = outcome.total - outcome.passed;
    const sentence = `${state.requests} requests and ${outcome.total} probes seen, ${failed} probes failed`;
    const measured = { requests: Math.max(1, state.requests + outcome.total), errors: failed };
    const limits = { ...state.plan.limits, minRequests: 0 };
    if (judge(measured, limits, true).verdict === 'fail') return revert(state, 'error-rate', sentence, at);
    return retire(noted(state, { verdict: sentence }));
  },

  retiring: (state, effect, outcome, at) => {
    if (outcome.of === 'drain')
      return stay(noted(state, { drainMs: outcome.tookMs, drainLeft: outcome.left }));
    // Only now: what the old instances lose when they are stopped must be counted under `stop`.
    if (effect.do === 'set-split' && effect.phase === 'stop') return issue(state, ...putAway(state.plan, at));
    return state.pending.length === 0 ? { state: { ...state, name: 'promoted' }, effects: [] } : stay(state);
  },

  reverting: (state, effect, outcome, at) => {
    if (outcome.of !== 'set-split' || effect.do !== 'set-split' || effect.phase !== 'rollback')
      return stay(state);
    const { plan, reason, decidedAt } = state;
    const clearing: Active = { ...noted(state, { rollbackMs: at - decidedAt }), name: 'clearing', reason };
    return issue(clearing, { do: 'drain', release: plan.next.id, timeoutMs: plan.limits.drainMs });
  },

  clearing: (state, effect, outcome) => {
    if (outcome.of === 'drain' && effect.do === 'drain' && effect.release === state.plan.next.id) {
      return issue(state, { do: 'stop', release: state.plan.next.id });
    }
    if (outcome.of !== 'stop') return stay(state);
    const name = state.plan.previous ? 'rolled-back' : 'failed';
    return { state: { ...state, name, pending: [] }, effects: [] };
  },

  promoted: state => stay(state),
  'rolled-back': state => stay(state),
  failed: state => stay(state),
};

/** One look at the figures; the last one, at the end of the bake time, decides. */
function look(state: Baking, seen: { requests: number; errors: number }, at: number): Next {
  const { plan, bakeUntil } = state;
  const { verdict, sentence } = judge(seen, plan.limits, at >= bakeUntil);
  switch (verdict) {
    case 'fail':
      return revert(state, 'error-rate', sentence, at);
    case 'pass':
      return retire(noted(state, { verdict: sentence }));
    case 'inconclusive': {
      const probing: Probing = { ...state, name: 'probing', requests: seen.requests };
      return issue(probing, {
        do: 'probe',
        release: plan.next.id,
        count: plan.limits.minRequests - seen.requests,
      });
    }
    case 'continue':
      return issue(state, { do: 'wait', until: Math.min(at + plan.limits.lookMs, Math.max(bakeUntil, at)) });
  }
}

/** The new version stays; a first deploy has nothing to put away. */
function retire(state: Active): Next {
  const { plan } = state;
  if (!plan.previous && plan.leftovers.length === 0)
    return { state: { ...state, name: 'promoted' }, effects: [] };
  return issue({ ...state, name: 'retiring' }, all(plan.next.id, 'stop'));
}

/** The old version stays warm for the rollback window; what was warm before is stopped. */
function putAway(plan: DeployPlan, at: number): Action[] {
  const leftovers = plan.leftovers.map((release): Action => ({ do: 'stop', release }));
  if (!plan.previous) return leftovers;
  const release = plan.previous.id;
  const window = plan.limits.rollbackWindowMs;
  return [window > 0 ? { do: 'stop-at', release, at: at + window } : { do: 'stop', release }, ...leftovers];
}

/** Back to the old version, or to nothing when there was none. Traffic first; what waits is forgotten. */
function revert(state: Active, code: ReasonCode, sentence: string, at: number): Next {
  const { plan } = state;
  const reason: Reason = { code, sentence };
  const cut = { ...state, pending: [] };
  if (!plan.previous) {
    return issue({ ...cut, name: 'clearing', reason }, { do: 'stop', release: plan.next.id });
  }
  return issue({ ...cut, name: 'reverting', reason, decidedAt: at }, all(plan.previous.id, 'rollback'));
}

/** The engine could not do it, after its own retries. */
function onError(state: Active, why: string, at: number): Next {
  if (state.name === 'reverting' || state.name === 'clearing') {
    return { state: { ...state, name: 'failed', pending: [] }, effects: [] };
  }
  // Old instances that cannot be put away do not undo a version that has proved itself.
  if (state.name === 'retiring') {
    const done = state.pending.length === 0;
    return done ? { state: { ...state, name: 'promoted' }, effects: [] } : stay(state);
  }
  return revert(state, 'engine', why, at);
}

function stay(state: Active): Next {
  return { state, effects: [] };
}

function noted<S extends Active>(state: S, facts: Facts): S {
  return { ...state, facts: { ...state.facts, ...facts } };
}

function issue(state: Active, ...actions: readonly Action[]): Next {
  const effects = actions.map(
    (action, i): Effect => ({ id: `${state.plan.id}/${state.issued + i + 1}`, ...action }),
  );
  return { state: { ...state, issued: state.issued + actions.length }, effects };
}

function all(release: string, phase: Extract<Action, { do: 'set-split' }>['phase']): Action {
  return { do: 'set-split', split: { [release]: 100 }, phase };
}

const isAll = (effect: Effect, release: string): boolean =>
  effect.do === 'set-split' && effect.split[release] === 100 && Object.keys(effect.split).length === 1;
