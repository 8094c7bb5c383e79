import { baselineOf } from '../plan.ts';
import type { GroupCount, Leaving, Split, Stage, Watched } from '../stage.ts';
import type { Canary, CanaryStep } from '../strategy.ts';
import { switched } from './blue-green.ts';
import { before, kept, type Replacing, replacing, type Setting, started, tested } from './strategy.ts';

/** Canary: a growing share of the requests, judged at each step, beside a baseline of the same age. */
export function canary(strategy: Canary, setting: Setting): Stage[] {
  const old = replacing(setting);
  // What replaces nothing has no share to begin with.
  if (old.length === 0)
    return [
      ...before(setting),
      { kind: 'start', groups: started(setting) },
      ...tested(setting),
      switched(setting),
      ...kept(setting),
    ];
  const [first = { weight: 100, ms: 0, asks: false }] = strategy.steps;
  const fresh = setting.members.filter(({ previous }) => !previous);
  return [
    ...before(setting),
    {
      kind: 'start',
      groups: [
        ...fresh.map(({ service, next, replicas }) => ({ service, group: next.id, replicas })),
        ...old.flatMap(member => groupsAt(strategy, member, first.weight)),
      ],
    },
    ...tested(setting),
    ...mirrored(strategy, old),
    ...strategy.steps.flatMap((step, i) => stagesOf(strategy, old, step, i > 0)),
    { kind: 'start', groups: started(setting) },
    withBaseline(switched(setting), strategy, old),
    ...kept(setting),
  ];
}

function stagesOf(strategy: Canary, old: readonly Replacing[], step: CanaryStep, grows: boolean): Stage[] {
  const groups = old.flatMap(member => groupsAt(strategy, member, step.weight));
  return [
    ...(grows ? [{ kind: 'start', groups } as const] : []),
    {
      kind: 'shift',
      splits: old.map(member => splitAt(strategy, member, step.weight)),
      leaving: [],
      watched: old.map(member => watchedOf(strategy, member)),
      partial: true,
    },
    ...(step.ms > 0 ? [{ kind: 'observe', ms: step.ms, decides: true } as const] : []),
    ...(step.asks ? [{ kind: 'judgment', ask: `go on from ${step.weight} %` } as const] : []),
  ];
}

/** Instances in proportion to the share, one at least. */
function groupsAt({ hasBaseline }: Canary, member: Replacing, weight: number): GroupCount[] {
  const { service, next, previous, replicas } = member;
  const share = (percent: number) => Math.max(1, Math.ceil((replicas * percent) / 100));
  const canaries = { service, group: next.id, replicas: share(weight) };
  if (!hasBaseline) return [canaries];
  const baseline = { service, group: baselineOf(previous.id), replicas: share(baselineWeight(weight)) };
  return [canaries, baseline];
}

/** As much as the canary gets, as far as there is so much left. */
const baselineWeight = (weight: number): number => Math.min(weight, 100 - weight);

function splitAt({ hasBaseline }: Canary, { service, next, previous }: Replacing, weight: number): Split {
  const beside = hasBaseline ? baselineWeight(weight) : 0;
  return {
    service,
    weights: {
      [next.id]: weight,
      ...(hasBaseline ? { [baselineOf(previous.id)]: beside } : {}),
      [previous.id]: 100 - weight - beside,
    },
  };
}

const watchedOf = ({ hasBaseline }: Canary, { service, next, previous }: Replacing): Watched => ({
  service,
  group: next.id,
  ...(hasBaseline ? { baseline: baselineOf(previous.id) } : {}),
});

/** Requests are copied while the old version answers all of them. */
function mirrored({ mirror }: Canary, old: readonly Replacing[]): Stage[] {
  if (!mirror) return [];
  const splits = old.map(
    ({ service, next, previous }): Split => ({
      service,
      weights: { [previous.id]: 100 },
      mirror: { group: next.id, percent: mirror.percent },
    }),
  );
  const watched = old.map(({ service, next }) => ({ service, group: `${next.id}~mirror` }));
  return [
    { kind: 'shift', splits, leaving: [], watched, partial: true },
    { kind: 'observe', ms: mirror.ms, decides: false },
  ];
}

/** The baseline has done its part when the canary has all traffic. */
function withBaseline(stage: Stage, { hasBaseline }: Canary, old: readonly Replacing[]): Stage {
  if (stage.kind !== 'shift' || !hasBaseline) return stage;
  const leaving = old.map(
    ({ service, previous }): Leaving => ({ service, group: baselineOf(previous.id), part: 'all' }),
  );
  return { ...stage, leaving: [...stage.leaving, ...leaving] };
}
