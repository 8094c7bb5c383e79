import type { Criteria } from '../../deliver/release/analysis/criteria.ts';
import type { Assignment, Hook, Limits } from '../../deliver/release/plan.ts';
import type { Stage } from '../../deliver/release/stage.ts';
import type { Strategy } from '../../deliver/release/strategy.ts';
import type { Environment, Service, StrategyName } from '../../model/service.ts';

/** The strategy of an environment with its settings; `name` takes the place of the documents' own. */
export function strategyOf(service: Service, environment: Environment, name: StrategyName): Strategy {
  const { rollout } = service;
  const bakeMs = bakeMsOf(service, environment);
  const steps = rollout.steps.map(({ weight, seconds, approval }) => ({
    weight,
    ms: seconds === undefined ? bakeMs : seconds * 1000,
    asks: approval ?? false,
  }));
  switch (name) {
    case 'blue-green':
      return { name, asksBefore: rollout.approveSwitch };
    case 'rolling':
      return { name, maxSurge: rollout.maxSurge, maxUnavailable: rollout.maxUnavailable };
    case 'canary': {
      const { baseline: hasBaseline, mirrorPercent: percent } = rollout;
      const [ms = bakeMs] = steps.map(step => step.ms);
      return { name, steps, hasBaseline, ...(percent ? { mirror: { percent, ms } } : {}) };
    }
    case 'feature-flag': {
      const whole = { percent: 100, ms: bakeMs, asks: false };
      const ramp = steps.map(({ weight: percent, ...step }) => ({ percent, ...step }));
      return { name, flag: rollout.flag ?? `${service.name}-release`, steps: [...ramp, whole] };
    }
    case 'recreate':
      return { name };
  }
}

export const bakeMsOf = ({ rollout }: Service, environment: Environment): number =>
  (environment.bakeSeconds ?? rollout.bakeSeconds) * 1000;

export function assignmentOf({ rollout: { sticky } }: Service): { readonly assignment?: Assignment } {
  if (sticky?.cookie !== undefined) return { assignment: { by: 'cookie', name: sticky.cookie } };
  return sticky?.header === undefined ? {} : { assignment: { by: 'header', name: sticky.header } };
}

export const hooksOf = ({ name: service, hooks }: Service): Hook[] =>
  hooks.map(({ name, at, command, timeoutSeconds }) => ({
    name: `${service}-${name}`,
    at,
    argv: command,
    timeoutMs: timeoutSeconds * 1000,
    service,
  }));

/** Of a hundred versions that are no worse at most five are failed by the comparison with the baseline. */
const alpha = 0.05;
/** As Argo Rollouts has them by default. */
const measurements = { failures: 0, inconclusive: 0, consecutiveErrors: 4 };

/** What a new version is judged by. */
export function criteriaOf({ rollout, performance }: Service, environment: Environment): Criteria {
  const promised = [
    { quantile: 0.5, maxMs: performance.p50Ms },
    { quantile: 0.95, maxMs: performance.p95Ms },
    { quantile: 0.99, maxMs: performance.p99Ms },
  ];
  return {
    maxErrorRate: (environment.maxErrorPercent ?? rollout.maxErrorPercent) / 100,
    minRequests: rollout.minRequests,
    latency: promised.flatMap(({ quantile, maxMs }) => (maxMs === undefined ? [] : [{ quantile, maxMs }])),
    comparison: {
      alpha,
      allowedErrorIncrease: rollout.allowedErrorIncreasePercent / 100,
      allowedLatencyIncrease: rollout.allowedLatencyIncreasePercent / 100,
    },
    queries: rollout.queries,
    limits: measurements,
  };
}

const looks = { perBake: 20, shortestMs: 100, longestMs: 1000 };
/** What smoke tests, switches and stops may take beside the stated times. */
const slackMs = 60_000;
const rollbackMs = 300_000;

/** Times of a deploy with these stages: what is watched, started and drained counts as often as it happens. */
export function limitsOf(
  service: Service,
  environment: Environment,
  stages: readonly Stage[],
  hooks: readonly Hook[],
): Limits {
  const { rollout, shutdown } = service;
  const bakeMs = bakeMsOf(service, environment);
  const drainMs = shutdown.drainSeconds * 1000;
  const spentIn = (stage: Stage): number => {
    if (stage.kind === 'start') return rollout.readySeconds * 1000;
    if (stage.kind === 'observe') return stage.ms;
    if (stage.kind === 'shift') return stage.leaving.length > 0 ? drainMs : 0;
    if (stage.kind === 'reduce') return shutdown.graceSeconds * 1000;
    if (stage.kind !== 'hooks') return 0;
    return hooks.reduce((ms, hook) => (hook.at === stage.point ? ms + hook.timeoutMs : ms), 0);
  };
  return {
    deadlineMs: stages.reduce((ms, stage) => ms + spentIn(stage), slackMs),
    rollbackMs: (environment.rollbackSeconds ?? rollout.rollbackSeconds ?? rollbackMs / 1000) * 1000,
    holdMs: environment.holdSeconds * 1000,
    lookMs: Math.min(looks.longestMs, Math.max(looks.shortestMs, bakeMs / looks.perBake)),
    drainMs,
    rollbackWindowMs: rollout.rollbackWindowSeconds * 1000,
  };
}
