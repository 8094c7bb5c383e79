import { latencyBounds, quantileOf } from '../release/analysis/latency.ts';
import type { Member } from '../release/plan.ts';
import type { Active } from '../release/state.ts';
import { isEnded, servingOf } from '../release/state.ts';
import type { Deploy } from './deploy.ts';
import { copiesOf } from './mirror-counts.ts';
import type { Cause, RouterStats, Tally } from './table.ts';

/** Folds what the machine measured and what the routers counted, by service, into the record of a deploy. */
export function ledger(state: Active, stats: ReadonlyMap<string, RouterStats>): Deploy {
  const { plan, facts } = state;
  // Copies have no client: nobody waits for their answers.
  const tallies = [...stats.values()]
    .flatMap(one => one.tallies)
    .filter(({ release }) => !release.endsWith('~mirror'));
  const during = tallies.filter(tally => tally.deploy === plan.id);
  const before = new Set(plan.members.map(({ previous }) => previous?.id));
  const quiet = tallies.filter(tally => tally.deploy === undefined && before.has(tally.release));
  const members = plan.members.map(member => memberOf(state, member));
  const [first] = members;
  return {
    id: plan.id,
    service: members.map(({ service }) => service).join(', '),
    environment: plan.environment,
    version: first?.version ?? '',
    strategy: plan.strategy.name,
    kind: plan.kind,
    outcome: isEnded(state) ? state.name : 'failed',
    reason: 'reason' in state ? state.reason.sentence : (facts.verdict ?? withoutVerdict(plan)),
    requests: sum(during, tally => tally.requests),
    failed: sum(during, failures),
    retried: sum(during, tally => tally.retried),
    byCause: byCause(during),
    byPhase: byPhase(during),
    mirrored: copiesOf(plan, [...stats.values()]),
    readyMs: facts.readyMs ?? null,
    switchMs: facts.switchMs ?? null,
    drainMs: facts.drainMs ?? null,
    rollbackMs: facts.rollbackMs ?? null,
    p99Ms: quantile(during, 0.99),
    quietP99Ms: quantile(quiet, 0.99),
    smoke: facts.smoke ?? null,
    release: first?.release ?? '',
    previous: first?.previous ?? null,
    serving: first?.serving ?? null,
    members,
    hooks: facts.hooks ?? [],
    approvedBy: facts.approvedBy ?? [],
    details: facts.details ?? [],
    appliedMigrations: migrationsOf(state),
  };
}

/** Whoever promotes it at once, or goes back on demand, waits for no figures. */
const withoutVerdict = ({ members }: Active['plan']): string =>
  members.some(({ previous }) => previous) ? 'nobody waited for a verdict' : 'nothing served before';

const memberOf = (state: Active, { service, next, previous }: Member): Deploy['members'][number] => ({
  service,
  version: next.version,
  release: next.id,
  previous: previous?.version ?? null,
  serving: servingOf(state, service) ?? null,
});

/** What a rollback does not take back. */
function migrationsOf({ plan, facts }: Active): string[] {
  const migrations = new Set(plan.hooks.filter(({ at }) => at === 'migration').map(({ name }) => name));
  return (facts.hooks ?? []).filter(({ name, ok }) => ok && migrations.has(name)).map(({ name }) => name);
}

/** Quantile `q` of the latencies of all tallies together, as `quantileOf` gives it. */
export function quantile(tallies: readonly Tally[], q: number): number | null {
  return quantileOf(
    { latency: latencyBounds.map((_, i) => sum(tallies, tally => tally.latency[i] ?? 0)) },
    q,
  );
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
