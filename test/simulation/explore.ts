import type { Criteria } from '../../src/deliver/release/analysis/criteria.ts';
import type { DeployPlan } from '../../src/deliver/release/plan.ts';
import {
  type Active,
  type Effect,
  isEnded,
  type Outcome,
  type ReleaseEvent,
  type State,
} from '../../src/deliver/release/state.ts';
import { step } from '../../src/deliver/release/step.ts';
import { Random } from '../fuzz/random.ts';
import { scenarioOf } from './generate.ts';
import { planOf } from './world/plan.ts';

const longest = 200;
const criteria: Partial<Criteria> = { minRequests: 10 };

/**
 * Random walks through the machine alone: plans of scenarios, and any outcome or ask at any time, likely or not. Gives
 * the transitions that were taken, as `FROM -> TO`.
 */
export function explore(walks: number, seed: number): ReadonlySet<string> {
  const taken = new Set<string>();
  const random = new Random(seed);
  for (let walk = 0; walk < walks; walk += 1) wander(planAt(seed + walk, random), random, taken);
  return taken;
}

function planAt(seed: number, random: Random): DeployPlan {
  const { releases, services } = scenarioOf(seed);
  const planned = releases[random.below(releases.length)];
  if (!planned) throw new Error('a scenario has no release');
  const ref = (id: string) => ({ id, version: id, readyPath: '/ready' });
  const members = Array.from({ length: services }, (_, i) => ({
    service: `s${i + 1}`,
    next: ref('v2'),
    ...(random.below(4) > 0 && planned.kind !== 'scale' ? { previous: ref('v1') } : {}),
    leftovers: random.below(5) === 0 ? ['v0'] : [],
    replicas: planned.replicas,
    previousReplicas: 1 + random.below(4),
    smokePaths: ['/live'],
  }));
  const plan = planOf('d1', planned, members, 60_000 * random.below(2));
  return { ...plan, criteria: { ...plan.criteria, ...criteria } };
}

function wander(plan: DeployPlan, random: Random, taken: Set<string>): void {
  let at = 59_000 + random.below(2000);
  let state: State = { name: 'new' };
  for (let n = 0; n < longest; n += 1) {
    if (state.name !== 'new' && isEnded(state)) return;
    at += random.pick([1, 20, 300, 300, 2000, 20_000], 20);
    const event: ReleaseEvent =
      state.name === 'new' ? { type: 'begun', at, plan } : eventOf(state, at, random);
    const next: State = step(state, event).state;
    if (next.name !== state.name) taken.add(`${state.name} -> ${next.name}`);
    state = next;
  }
}

const asks = [
  'paused',
  'resumed',
  'approved',
  'rejected',
  'retried',
  'promoted',
  'aborted',
  'superseded',
] as const;

function eventOf(state: Active, at: number, random: Random): ReleaseEvent {
  const kind = random.below(20);
  if (kind === 0) return { type: 'overdue', at };
  if (kind < 4) {
    const type = random.pick(asks, 'paused');
    const by = random.pick(['ana', 'ben'], 'ben');
    return type === 'rejected' || type === 'aborted' ? { type, at, by, why: 'so' } : { type, at, by };
  }
  const effect = state.pending[random.below(state.pending.length)];
  if (!effect) return { type: 'overdue', at };
  const outcome = random.below(25) === 0 ? { of: 'error' as const, why: 'no' } : outcomeOf(effect, random);
  return { type: 'outcome', at, effect: effect.id, outcome };
}

function outcomeOf(effect: Effect, random: Random): Outcome {
  const ok = random.below(12) > 0;
  switch (effect.do) {
    case 'run-hook':
    case 'ensure':
      return ok ? { of: effect.do, ok, tookMs: 1 } : { of: effect.do, ok, tookMs: 1, why: 'no' };
    case 'smoke':
    case 'probe':
      return { of: effect.do, passed: ok ? 20 : 10, total: 20 };
    case 'set-split':
      return { of: effect.do, tookMs: 1 };
    case 'drain':
      return { of: effect.do, left: 0, tookMs: 1 };
    case 'read-metrics': {
      const look = () => {
        const requests = random.below(60);
        return {
          version: { requests, errors: ok ? 0 : requests >> 1, latency: {} },
          baseline: { requests: random.below(60), errors: 0, latency: {} },
          answers: [],
        };
      };
      return { of: effect.do, looks: effect.of.map(look) };
    }
    case 'stop':
    case 'stop-at':
    case 'trim':
    case 'wait':
      return { of: effect.do };
  }
}
