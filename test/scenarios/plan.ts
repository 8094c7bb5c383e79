import type { DeployPlan, Hook, Member } from '../../src/deliver/release/plan.ts';
import type { HookPoint } from '../../src/deliver/release/stage.ts';
import { rollbackStages, scaleStages, stagesOf } from '../../src/deliver/release/strategies/index.ts';
import type { Strategy } from '../../src/deliver/release/strategy.ts';

/**
 * A plan from words such as `v2 replaces v1, canary 10 50, with a baseline, hook migration add-column`. What is not said:
 * blue-green, two replicas, watched for a second, at least 100 requests, at most 1 % errors.
 */
export function planOf(text: string): DeployPlan {
  const [own = '', ...words] = text.split(', ');
  const has = (word: string) => words.includes(word);
  const number = (pattern: RegExp, otherwise: number) =>
    Number(words.map(word => pattern.exec(word)?.[1]).find(found => found !== undefined) ?? otherwise);
  const replicas = number(/^replicas (\d+)$/, 2);
  const leftovers = words.flatMap(word => /^leftover (\S+)$/.exec(word)?.[1] ?? []);
  const others = words.flatMap(word =>
    (/^beside (.*)$/.exec(word)?.[1] ?? '').split(' and ').filter(Boolean),
  );
  const members = [
    memberOf('orders', own, replicas, leftovers),
    ...others.map((other, i) => memberOf(`other-${i + 1}`, other, replicas, [])),
  ];
  const hooks = words.flatMap((word): Hook[] => {
    const [, at, name] = /^hook (\S+) (\S+)$/.exec(word) ?? [];
    if (at === undefined || name === undefined) return [];
    return [{ name, at: at as HookPoint, argv: [`./${name}`], timeoutMs: 60_000, service: 'orders' }];
  });
  const strategy = strategyOf(words);
  const setting = { members, hooks, bakeMs: number(/^watched for (\d+) ms$/, 1000) };
  const kind = has('scaled') ? 'scale' : has('a rollback') ? 'rollback' : 'deploy';
  const stages = {
    scale: () => scaleStages(setting),
    rollback: () => rollbackStages(setting),
    deploy: () => stagesOf(strategy, setting),
  }[kind]();
  return {
    schemaVersion: 2,
    id: 'd1',
    environment: 'local',
    kind,
    strategy,
    members,
    stages,
    hooks,
    criteria: {
      maxErrorRate: 0.01,
      minRequests: 100,
      latency: [],
      queries: [],
      limits: { failures: 0, inconclusive: 0, consecutiveErrors: 4 },
    },
    limits: {
      deadlineMs: 100_000,
      rollbackMs: 60_000,
      holdMs: 3_600_000,
      lookMs: 500,
      drainMs: 5000,
      rollbackWindowMs: number(/^rollback window (\d+)$/, 60_000),
    },
    freezes: words.flatMap(word => {
      const [, from, to] = /^frozen from (.+) to (.+)$/.exec(word) ?? [];
      return from === undefined || to === undefined ? [] : [{ from, to, zone: 'UTC', reason: 'a feast' }];
    }),
    author: 'ana',
  };
}

function memberOf(service: string, text: string, replicas: number, leftovers: readonly string[]): Member {
  const [, next = '', previous] = /^(\S+)(?: replaces (\S+))?/.exec(text) ?? [];
  const ref = (id: string) => ({ id, version: id, readyPath: '/ready' });
  return {
    service,
    next: ref(next),
    ...(previous === undefined ? {} : { previous: ref(previous) }),
    leftovers,
    replicas,
    previousReplicas: previous === undefined ? 0 : replicas,
    smokePaths: ['/health/live', '/health/ready'],
  };
}

function strategyOf(words: readonly string[]): Strategy {
  const asked = words.flatMap(word => /^asks at (\d+) %$/.exec(word)?.[1] ?? []);
  for (const word of words) {
    const [name = '', ...rest] = word.split(' ');
    const steps = rest.map(Number).filter(Number.isFinite);
    const asks = (share: number) => asked.includes(String(share));
    if (name === 'canary') {
      const mirror = words.some(other => other === 'with a mirror') ? { percent: 20, ms: 500 } : undefined;
      return {
        name: 'canary',
        steps: steps.map(weight => ({ weight, ms: 500, asks: asks(weight) })),
        hasBaseline: words.includes('with a baseline'),
        ...(mirror ? { mirror } : {}),
      };
    }
    if (name === 'rolling') return { name, maxSurge: shareOr(rest[1]), maxUnavailable: shareOr(rest[3]) };
    if (name === 'flag')
      return {
        name: 'feature-flag',
        flag: rest[0] ?? '',
        steps: steps.map(percent => ({ percent, ms: 500, asks: asks(percent) })),
      };
    if (name === 'recreate') return { name };
  }
  return { name: 'blue-green', asksBefore: words.includes('asks before the switch') };
}

const shareOr = (text = '0'): number | string => (text.endsWith('%') ? text : Number(text));
