import type { HookPoint } from '../../src/deliver/release/stage.ts';
import type { Strategy } from '../../src/deliver/release/strategy.ts';
import { Random } from '../fuzz/random.ts';
import { callFaults, diskFaults, type Fault, points, worldFaults } from './faults.ts';
import type { Behaviour, Planned, PlannedAsk, PlannedHook, Scenario } from './scenario.ts';

export const good: Behaviour = {
  startMs: 200,
  start: 'ready',
  smoke: 'passes',
  errors: 0,
  flagErrors: 0,
  crashes: 0,
};

/** One scenario in so many is about people and freezes, and nothing else goes wrong. */
export const peopleEvery = 8;

/** The scenario of a seed. */
export function scenarioOf(seed: number): Scenario {
  const random = new Random(seed);
  const isAboutPeople = seed % peopleEvery === 0;
  const services = random.pick([1, 1, 1, 1, 2, 2, 3], 1);
  const count = random.pick([1, 2, 2, 3, 4], 2);
  const releases = Array.from({ length: count }, () => releaseOf(random, services, isAboutPeople));
  return {
    seed,
    services,
    startsEmpty: random.below(10) === 0,
    everyMs: 40 + random.below(80),
    secondsMs: 60_000 - 500 - random.below(4000),
    applyMs: random.pick([1, 1, 20, 500], 1),
    releases,
    faults: isAboutPeople || random.below(5) === 0 ? [] : faultsOf(random, releases),
    asks: isAboutPeople || random.below(3) === 0 ? asksOf(random, isAboutPeople ? 3 * count : 1) : [],
  };
}

const faultsOf = (random: Random, releases: readonly Planned[]): Fault[] =>
  Array.from({ length: 1 + random.below(3 * releases.length) }, () => faultOf(random, releases));

const asksOf = (random: Random, times: number): PlannedAsk[] =>
  Array.from({ length: times }, () => (random.below(2) === 0 ? holdOf(random) : [askOf(random)])).flat();

function releaseOf(random: Random, services: number, isAboutPeople: boolean): Planned {
  const hooks =
    random.below(isAboutPeople ? 2 : 5) > 0
      ? []
      : Array.from({ length: 1 + random.below(3) }, () => hookOf(random));
  return {
    kind: random.pick(['deploy', 'deploy', 'deploy', 'deploy', 'rollback', 'scale'] as const, 'deploy'),
    strategy: strategyOf(random),
    replicas: 1 + random.below(4),
    services: Array.from({ length: services }, (_, i) => i).filter(i => i === 0 || random.below(3) > 0),
    behaviour: behaviourOf(random),
    hooks,
    bakeMs: random.pick([0, 500, 1000, 2000], 1000),
    rollbackWindowMs: random.pick([0, 0, 3000, 8000], 0),
    ...(random.below(isAboutPeople ? 3 : 30) === 0 ? { frozenInMinutes: random.pick([0, 1, 1], 1) } : {}),
    isBlind: random.below(isAboutPeople ? 6 : 40) === 0,
    answer: random.pick(
      ['approved', 'approved', 'approved', 'rejected', 'retried', 'promoted', 'aborted', 'nothing'] as const,
      'approved',
    ),
  };
}

const steps = [5, 10, 25, 50, 75];

function strategyOf(random: Random): Strategy {
  const ramp = () => {
    const from = random.below(steps.length);
    return steps.slice(from, from + 1 + random.below(2));
  };
  const asks = () => random.below(4) === 0;
  const share = () => random.pick([0, 1, 2, '25%', '50%', '100%'], 1);
  switch (random.pick(['rolling', 'blue-green', 'canary', 'feature-flag', 'recreate'] as const, 'rolling')) {
    case 'rolling':
      return { name: 'rolling', maxSurge: share(), maxUnavailable: share() };
    case 'blue-green':
      return { name: 'blue-green', asksBefore: asks() };
    case 'canary':
      return {
        name: 'canary',
        steps: ramp().map(weight => ({ weight, ms: random.pick([0, 500, 1000], 500), asks: asks() })),
        hasBaseline: random.below(2) === 0,
        ...(random.below(4) === 0 ? { mirror: { percent: 30, ms: 500 } } : {}),
      };
    case 'feature-flag':
      return {
        name: 'feature-flag',
        flag: 'new',
        steps: [
          ...ramp().map(percent => ({ percent, ms: random.pick([0, 500], 500), asks: asks() })),
          { percent: 100, ms: 500, asks: false },
        ],
      };
    case 'recreate':
      return { name: 'recreate' };
  }
}

function behaviourOf(random: Random): Behaviour {
  const startMs = 50 + random.below(400);
  const bad: Partial<Behaviour>[] = [
    { start: 'never' },
    { start: 'exits' },
    { start: 'flaps' },
    { startMs: 1200 + random.below(600) },
    { smoke: 'fails' },
    { errors: 0.5 },
    { errors: 0.06 },
    { errors: 0.01 },
    { flagErrors: 0.6 },
    { crashes: 0.02 },
  ];
  return { ...good, startMs, ...(random.below(5) < 2 ? random.pick(bad, {}) : {}) };
}

const hookPoints = ['pre-deploy', 'migration', 'smoke', 'load-test', 'post-deploy'] as const;

const hookOf = (random: Random): PlannedHook => ({
  at: random.pick<HookPoint>(hookPoints, 'smoke'),
  ms: 50 + random.below(1500),
  ok: random.below(6) > 0,
});

function faultOf(random: Random, releases: readonly Planned[]): Fault {
  const within = 3500 * releases.length;
  switch (random.below(6)) {
    case 0:
    case 1:
    case 2: {
      const point = random.pick(points, 'append');
      const nth = 1 + random.below(releases.length * (point === 'append' ? 25 : rare.has(point) ? 1 : 6));
      return { kind: random.pick(callFaults, 'kill-after'), point, nth, ms: longOr(random) };
    }
    case 3:
      return { kind: random.pick(diskFaults, 'disk-error'), nth: 1 + random.below(100 * releases.length) };
    default: {
      const kind = random.pick(worldFaults, 'controller-kill');
      const jump = random.pick([-30_000, -5000, 5000, 30_000], 5000);
      const ms = kind === 'clock-jump' ? jump : longOr(random);
      return { kind, at: random.below(within), ms, which: random.below(8) };
    }
  }
}

const rare: ReadonlySet<string> = new Set([
  'acquire',
  'announce',
  'begin',
  'finish',
  'release',
  'run-hook',
  'stop-hook',
]);

/** Shorter than a lease, or longer. */
const longOr = (random: Random): number => random.pick([300, 3000, 14_000, 25_000], 300) + random.below(1000);

/** Somebody pauses it early, and then somebody lets it go on, or does not. */
function holdOf(random: Random): PlannedAsk[] {
  const at = random.below(5000);
  const ends = ['resumed', 'promoted', 'aborted', 'superseded', 'resumed', 'resumed', 'paused'] as const;
  const later = at + 200 + random.below(1500);
  return [
    { type: 'paused', at, by: 'ana' },
    { type: random.pick(ends, 'resumed'), at: later, by: 'ben' },
  ];
}

const askOf = (random: Random): PlannedAsk => ({
  type: random.pick(
    ['paused', 'resumed', 'approved', 'rejected', 'retried', 'promoted', 'aborted', 'superseded'] as const,
    'paused',
  ),
  at: random.below(12_000),
  by: random.pick(['ana', 'ben'], 'ben'),
});
