import type { Look } from '../release/analysis/criteria.ts';
import { type DeployPlan, releaseOf } from '../release/plan.ts';
import type { Watched } from '../release/stage.ts';
import { type Effect, type Outcome, tableOf } from '../release/state.ts';
import { hookOutcome } from './hook.ts';
import type { Clock, Metrics, Release, Router, StartFailure, Target } from './ports.ts';
import { sampleOf } from './sample.ts';
import { startFailure } from './start-failure.ts';
import type { TableWriter } from './table-writer.ts';

/** Where one service lives: its instances and its router. */
export interface ServiceWorld {
  readonly target: Target;
  readonly router: Router;
  readonly tables: TableWriter;
}

/** What effects act upon. */
export interface World {
  readonly plan: DeployPlan;
  /** Of the lease. */
  readonly token: number;
  /** By the service's name. */
  readonly services: ReadonlyMap<string, ServiceWorld>;
  readonly metrics: Metrics;
  /** Looks up a stored release; throws the failure `release-missing`. */
  readonly release: (id: string) => Promise<Release>;
  /** The folder that a release's command, and the hooks, run in. */
  readonly folderOf: (release: string) => string;
  /** Keeps the whole of a start failure for the person; the journal holds only its first line. */
  readonly onStartFailure?: (failure: StartFailure) => void;
}

interface Doing {
  readonly world: World;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly tookMs: () => number;
}

type EffectOf<Do extends Effect['do']> = Extract<Effect, { do: Do }>;
type Performers = {
  readonly [Do in Effect['do']]: (effect: EffectOf<Do>, doing: Doing) => Promise<Outcome>;
};

const drainPollMs = 20;

/** Does one effect and says how it ended. Idempotent; throws what it cannot do, to be tried again. */
export async function perform(
  effect: Effect,
  world: World,
  clock: Clock,
  signal: AbortSignal,
): Promise<Outcome> {
  const started = clock.now();
  const doing = { world, clock, signal, tookMs: () => clock.now() - started };
  return (performers[effect.do] as (effect: Effect, doing: Doing) => Promise<Outcome>)(effect, doing);
}

function at(world: World, service: string): ServiceWorld {
  const found = world.services.get(service);
  if (!found) throw new Error(`service ${service} is no part of deploy ${world.plan.id}`);
  return found;
}

const performers: Performers = {
  'run-hook': async (effect, { world, signal, tookMs }) => hookOutcome(effect, world, signal, tookMs),

  ensure: async ({ service, group, replicas }, { world, signal, tookMs }) => {
    const { target } = at(world, service);
    const release = await world.release(releaseOf(group));
    // Cancelled while it was looked up: a start must not come after the stop that undoes it.
    signal.throwIfAborted();
    const result = await target.ensure(world.token, release, replicas, group);
    if (result.ok) return { of: 'ensure', ok: true, tookMs: tookMs() };
    world.onStartFailure?.(result.failure);
    return { of: 'ensure', ok: false, why: startFailure(result.failure) };
  },

  smoke: async ({ service, group, paths }, { world }) => {
    const { passed, total, why } = await at(world, service).target.probe(group, paths, 1);
    return { of: 'smoke', passed, total, ...(why === undefined ? {} : { why }) };
  },

  probe: async ({ service, group, count }, { world }) => {
    const release = await world.release(releaseOf(group));
    const { passed, total } = await at(world, service).target.probe(group, [release.run.readyPath], count);
    return { of: 'probe', passed, total };
  },

  'set-split': async (effect, { world, signal, tookMs }) => {
    await at(world, effect.service).tables.write(tableOf(effect), effect.phase, signal);
    return { of: 'set-split', tookMs: tookMs() };
  },

  /** Until no request is in hand, at most `timeoutMs`. */
  drain: async ({ service, group, part, timeoutMs }, { world, clock, signal, tookMs }) => {
    const { router } = at(world, service);
    // Counted by what was slept: a clock that is set forward must not cut requests off.
    for (let waited = 0; ; waited += drainPollMs) {
      const left = (await router.inFlight(group))[part];
      if (left === 0 || waited >= timeoutMs) return { of: 'drain', left, tookMs: tookMs() };
      await clock.sleep(drainPollMs, signal);
    }
  },

  wait: async ({ until }, { clock, signal }) => {
    await clock.sleep(Math.max(0, until - clock.now()), signal);
    return { of: 'wait' };
  },

  'read-metrics': async ({ of }, { world }) => ({
    of: 'read-metrics',
    looks: await Promise.all(of.map(watched => look(watched, world))),
  }),

  stop: async ({ service, group }, { world }) => {
    await at(world, service).target.stop(world.token, group);
    return { of: 'stop' };
  },

  trim: async ({ service, group, replicas }, { world }) => {
    await at(world, service).target.trim(world.token, group, replicas);
    return { of: 'trim' };
  },

  'stop-at': async ({ service, group, at: time }, { world }) => {
    await at(world, service).target.stopAt(world.token, group, time);
    return { of: 'stop-at' };
  },
};

async function look({ service, group, baseline }: Watched, world: World): Promise<Look> {
  const { plan, metrics } = world;
  const [stats, answers] = await Promise.all([
    at(world, service).router.stats(),
    Promise.all(plan.criteria.queries.map(query => metrics.ask(query))),
  ]);
  return {
    version: sampleOf(stats, group, plan.id),
    ...(baseline === undefined ? {} : { baseline: sampleOf(stats, baseline, plan.id) }),
    answers,
  };
}
