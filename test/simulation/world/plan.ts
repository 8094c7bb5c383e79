import type { DeployPlan, Hook, Member } from '../../../src/deliver/release/plan.ts';
import type { Stage } from '../../../src/deliver/release/stage.ts';
import { rollbackStages, scaleStages, stagesOf } from '../../../src/deliver/release/strategies/index.ts';
import type { Planned } from '../scenario.ts';
import { readyTimeoutMs } from './supervisor.ts';

const drainMs = 4000;
export const holdMs = 6000;
export const rollbackMs = 15_000;

/** What a command plans for members that it has looked at, as src/app/deliver plans it. */
export function planOf(
  id: string,
  planned: Planned,
  members: readonly Member[],
  wallClock: number,
): DeployPlan {
  const { kind, strategy, rollbackWindowMs, bakeMs } = planned;
  const hooks = kind === 'deploy' ? hooksOf(planned, members) : [];
  const setting = { members, hooks, bakeMs };
  const stages = {
    deploy: () => stagesOf(strategy, setting),
    rollback: () => rollbackStages(setting),
    scale: () => scaleStages(setting),
  }[kind]();
  return {
    schemaVersion: 2,
    id,
    environment: 'sim',
    kind,
    strategy: kind === 'rollback' ? { name: 'blue-green', asksBefore: false } : strategy,
    members,
    stages,
    hooks,
    criteria: {
      maxErrorRate: 0.05,
      minRequests: 10,
      latency: [],
      comparison: { alpha: 0.05, allowedErrorIncrease: 0.25, allowedLatencyIncrease: 0.25 },
      queries: planned.isBlind ? [{ name: 'orders', expression: 'orders', min: 1 }] : [],
      limits: { failures: 0, inconclusive: 0, consecutiveErrors: 4 },
    },
    limits: {
      deadlineMs: stages.reduce((ms, stage) => ms + spentIn(stage, hooks), 10_000),
      rollbackMs,
      holdMs,
      lookMs: 250,
      drainMs,
      rollbackWindowMs,
    },
    freezes: kind === 'deploy' ? freezesOf(planned, wallClock) : [],
    author: 'ana',
  };
}

function spentIn(stage: Stage, hooks: readonly Hook[]): number {
  if (stage.kind === 'start') return readyTimeoutMs;
  if (stage.kind === 'observe') return stage.ms;
  if (stage.kind === 'shift') return stage.leaving.length > 0 ? drainMs : 0;
  if (stage.kind !== 'hooks') return 0;
  return hooks.reduce((ms, hook) => (hook.at === stage.point ? ms + hook.timeoutMs : ms), 0);
}

const hooksOf = (planned: Planned, [member]: readonly Member[]): Hook[] =>
  planned.hooks.map(({ at }, i) => ({
    name: `hook-${i + 1}`,
    at,
    argv: [`./hook-${i + 1}`],
    timeoutMs: 5000,
    service: member?.service ?? '',
  }));

/** One minute, a whole one: windows are written to the minute. */
function freezesOf({ frozenInMinutes }: Planned, wallClock: number): DeployPlan['freezes'] {
  if (frozenInMinutes === undefined) return [];
  const from = wallClock + frozenInMinutes * 60_000;
  return [{ from: minuteOf(from), to: minuteOf(from + 60_000), zone: 'UTC', reason: 'a feast' }];
}

const minuteOf = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
