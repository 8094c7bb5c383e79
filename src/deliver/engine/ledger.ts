import type { Active } from '../release/state.ts';
import { isEnded } from '../release/state.ts';
import type { Deploy } from './deploy.ts';
import { type Cause, latencyBounds, type RouterStats, type Tally } from './table.ts';

/** Folds what the machine measured and what the router counted into the record of a deploy. */
export function ledger(state: Active, stats: RouterStats | undefined, serving: string | undefined): Deploy {
  const { plan, facts } = state;
  const tallies = stats?.tallies ?? [];
  const during = tallies.filter(tally => tally.deploy === plan.id);
  const quiet = tallies.filter(tally => tally.deploy === undefined && tally.release === plan.previous?.id);
  return {
    id: plan.id,
    service: plan.service,
    environment: plan.environment,
    version: plan.next.version,
    strategy: plan.strategy,
    kind: plan.kind,
    outcome: isEnded(state) ? state.name : 'failed',
    reason: 'reason' in state ? state.reason.sentence : (facts.verdict ?? 'nothing served before'),
    requests: sum(during, tally => tally.requests),
    failed: sum(during, failures),
    retried: sum(during, tally => tally.retried),
    byCause: byCause(during),
    byPhase: byPhase(during),
    readyMs: facts.readyMs ?? null,
    switchMs: facts.switchMs ?? null,
    drainMs: facts.drainMs ?? null,
    rollbackMs: facts.rollbackMs ?? null,
    p99Ms: quantile(during, 0.99),
    quietP99Ms: quantile(quiet, 0.99),
    smoke: facts.smoke ?? null,
    release: plan.next.id,
    previous: plan.previous?.version ?? null,
    serving: serving ?? null,
  };
}

/**
 * Quantile `q` of the latencies in milliseconds: the upper bound of the bucket that holds it (so at most 10 % high);
 * null without requests.
 */
export function quantile(tallies: readonly Tally[], q: number): number | null {
  const counts = latencyBounds.map((_, i) => sum(tallies, tally => tally.latency[i] ?? 0));
  const total = counts.reduce((a, b) => a + b, 0);
  if (total === 0) return null;
  let seen = 0;
  for (const [i, count] of counts.entries()) {
    seen += count;
    if (seen >= q * total) return Math.round((latencyBounds[i] ?? 0) * 100) / 100;
  }
  return latencyBounds.at(-1) ?? null;
}

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((n, item) => n + of(item), 0);

function failures(tally: Tally): number {
  return Object.values(tally.byCause).reduce((n, count) => n + count, 0);
}

function byCause(tallies: readonly Tally[]): Deploy['byCause'] {
  const counts: Partial<Record<Cause, number>> = {};
  for (const tally of tallies) {
    for (const [cause, count] of Object.entries(tally.byCause) as [Cause, number][]) {
      counts[cause] = (counts[cause] ?? 0) + count;
    }
  }
  return counts;
}

function byPhase(tallies: readonly Tally[]): Deploy['byPhase'] {
  const counts: Record<string, number> = {};
  for (const tally of tallies) {
    const failed = failures(tally);
    if (tally.phase && failed > 0) counts[tally.phase] = (counts[tally.phase] ?? 0) + failed;
  }
  return counts;
}
