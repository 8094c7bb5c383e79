import { expect, test } from 'vitest';
import type { DeployPlan } from '../release/plan.ts';
import type { Active, ReleaseEvent, State } from '../release/state.ts';
import { fold } from '../release/step.ts';
import { drive } from './engine.ts';
import type { Clock, Instance, JournalEntry, Lease, Release, Router, Target } from './ports.ts';
import type { RouterStats, RouterTable } from './table.ts';
import { TableWriter } from './table-writer.ts';

/** A world in memory: what runs, what the router was told, and in which order things were done. */
class Model {
  readonly running = new Map<string, number>();
  readonly acts: string[] = [];
  readonly journal: JournalEntry[] = [];
  table: RouterTable | undefined;
  now = 0;
  /** 5xx answers of 1,000 requests, by release. */
  errors: Record<string, number> = {};
  /** Releases that do not start. */
  broken = new Set<string>();
  /** The controller dies at the n-th durable or acting step from now. */
  diesAt = Number.POSITIVE_INFINITY;
  dead = false;

  tick(): void {
    if (this.dead) throw new Error('dead');
    this.diesAt -= 1;
    if (this.diesAt <= 0) {
      this.dead = true;
      throw new Error('killed');
    }
  }

  act(what: string): void {
    this.tick();
    this.acts.push(what);
  }

  readonly clock: Clock = {
    now: () => this.now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        // A watcher's long wait must not push time ahead of the work.
        if (ms > 50_000) {
          signal?.addEventListener('abort', () => reject(new Error('aborted')));
          return;
        }
        setImmediate(() => {
          this.now += ms;
          resolve();
        });
      }),
  };

  instances(release: string): Instance[] {
    return Array.from({ length: this.running.get(release) ?? 0 }, (_, i) => ({
      id: `${release}-${i}`,
      release,
      host: 'h',
      port: 1,
      pid: 1,
      ready: true,
      restarts: 0,
    }));
  }

  readonly target: Target = {
    ensure: async (_, release, replicas) => {
      this.act(`start ${release.id}`);
      if (this.broken.has(release.id))
        return { ok: false, failure: { reason: 'exited', exitCode: 1, lastLines: [] } };
      this.running.set(release.id, replicas);
      return { ok: true, instances: this.instances(release.id) };
    },
    stop: async (_, release) => {
      this.act(`stop ${release}`);
      this.running.delete(release);
    },
    stopAt: async (_, release) => this.act(`stop ${release} later`),
    trim: async (_, release) => this.act(`trim ${release}`),
    observe: async () => [...this.running.keys()].flatMap(release => this.instances(release)),
    probe: async (_, paths) => ({ passed: paths.length, total: paths.length }),
    logs: async () => [],
  };

  readonly router: Router = {
    apply: async table => {
      this.act(`route ${JSON.stringify(table.split)} ${table.mark?.phase ?? 'quiet'}`);
      this.table = table;
    },
    stats: async () => ({ tallies: this.tallies() }) as unknown as RouterStats,
    inFlight: async () => 0,
  };

  tallies(): unknown[] {
    const release = Object.keys(this.table?.split ?? {})[0] ?? '';
    return [
      {
        release,
        deploy: 'd1',
        requests: 1000,
        retried: 0,
        byCause: { 'version-5xx': this.errors[release] ?? 0 },
        latency: [],
      },
    ];
  }

  async drive(state: State, first?: ReleaseEvent): Promise<Active> {
    const lease: Lease = { token: 1, assertHeld: () => undefined, release: () => undefined };
    const release = async (id: string) => ({ id, run: { readyPath: '/ready' } }) as Release;
    const facts = {
      token: 1,
      service: 's',
      deploy: 'd1',
      releases: ['v1', 'v2'].map(id => ({ id, readyPath: '/ready', replicas: 2 })),
    };
    const tables = new TableWriter(facts, this.target, this.router);
    const store = {
      append: (_: string, __: number, entry: JournalEntry) => {
        this.tick();
        this.journal.push(entry);
        this.acts.push(`journal ${entry.event.type}`);
      },
    };
    const world = { target: this.target, router: this.router, tables, token: 1, deploy: 'd1', release };
    return drive(state, first, { store, lease, world, clock: this.clock });
  }
}

function plan(first = false): DeployPlan {
  return {
    schemaVersion: 1,
    id: 'd1',
    service: 's',
    environment: 'local',
    strategy: 'blue-green',
    kind: 'deploy',
    next: { id: 'v2', version: 'v2', readyPath: '/ready' },
    ...(first ? {} : { previous: { id: 'v1', version: 'v1', readyPath: '/ready' } }),
    leftovers: [],
    replicas: 2,
    smokePaths: ['/ready'],
    limits: {
      deadlineMs: 100_000,
      bakeMs: 1000,
      lookMs: 300,
      maxErrorRate: 0.01,
      minRequests: 10,
      drainMs: 1000,
      rollbackWindowMs: 0,
    },
  };
}

function model(): Model {
  const made = new Model();
  made.running.set('v1', 2);
  return made;
}

const begun: ReleaseEvent = { type: 'begun', at: 0, plan: plan() };

test('what is done was written before: each act follows the journal entry that holds its effect', async () => {
  const world = model();
  const state = await world.drive({ name: 'new' }, begun);
  expect(state.name).toBe('promoted');
  expect(world.acts[0]).toBe('journal begun');
  for (const act of ['start v2', 'route {"v2":100} shift', 'stop v1']) {
    const at = world.acts.indexOf(act);
    expect(at).toBeGreaterThan(0);
    const written = world.acts.slice(0, at).filter(line => line.startsWith('journal')).length;
    const holding = world.journal.findIndex(({ effects }) =>
      effects.some(
        effect =>
          act.startsWith(effect.do === 'ensure' ? 'start' : effect.do === 'stop' ? 'stop' : 'route') &&
          effect.do !== 'drain',
      ),
    );
    expect(written).toBeGreaterThan(holding);
  }
});

test('a bad version is rolled back and stopped, and the old one serves', async () => {
  const world = model();
  world.errors = { v2: 100 };
  const state = await world.drive({ name: 'new' }, begun);
  expect(state).toMatchObject({ name: 'rolled-back', reason: { code: 'error-rate' } });
  expect([...world.running.keys()]).toEqual(['v1']);
  expect(world.table?.split).toEqual({ v1: 100 });
});

const stories: [string, (world: Model) => void, string, string][] = [
  ['a good deploy', () => undefined, 'promoted', 'v2'],
  ['a rollback', world => (world.errors = { v2: 100 }), 'rolled-back', 'v1'],
  ['a version that does not start', world => world.broken.add('v2'), 'rolled-back', 'v1'],
];

test.each(stories)(
  '%s that is cut off at any step is finished or undone from its journal',
  async (_, arrange, outcome, serving) => {
    let cutOff = 0;
    for (let n = 1; n < 200; n += 1) {
      const world = model();
      arrange(world);
      world.diesAt = n;
      let state = await world.drive({ name: 'new' }, begun).catch(() => undefined);
      if (!state && world.dead) {
        cutOff += 1;
        world.dead = false;
        world.diesAt = Number.POSITIVE_INFINITY;
        const folded = fold(world.journal.map(entry => entry.event));
        state = await world.drive(folded, folded.name === 'new' ? begun : undefined);
      }
      expect([n, state?.name, [...world.running.keys()]]).toEqual([n, outcome, [serving]]);
      expect(world.table?.split).toEqual({ [serving]: 100 });
      if (world.diesAt > 0 && world.diesAt !== Number.POSITIVE_INFINITY) break;
    }
    expect(cutOff).toBeGreaterThan(8);
  },
);

test('the fold of a journal does not depend on how often it is read', async () => {
  const world = model();
  const state = await world.drive({ name: 'new' }, begun);
  const events = world.journal.map(entry => entry.event);
  expect(fold(events)).toEqual(state);
  expect(fold(events)).toEqual(fold(events));
});
