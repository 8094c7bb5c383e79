import { type InHand, latencyBounds, type MirrorCounts } from '../engine/table.ts';
import type { Ledger } from './ledger.ts';

/** Every sixth bound of the ledger is enough for a scraper: each is about 1.8 times the one before. */
const bounds = latencyBounds.map((bound, index) => ({ bound, index })).filter(({ index }) => index % 6 === 5);

interface Total {
  requests: number;
  retried: number;
  latencyMs: number;
  readonly byCause: Map<string, number>;
  readonly latency: number[];
}

export interface Counted {
  readonly ledger: Ledger;
  readonly inFlight: Readonly<Record<string, InHand>>;
  readonly held: number;
  /** By mirrored release. */
  readonly mirrors: ReadonlyMap<string, MirrorCounts>;
}

/** Counters by release in the text format of Prometheus, over all deploys and phases. */
export function metricsText(service: string, { ledger, inFlight, held, mirrors }: Counted): string {
  const own = `service="${escape(service)}"`;
  const labelled = <T>(
    name: string,
    items: Iterable<[string, T]>,
    of: (labels: string, item: T) => string[],
  ) =>
    [...items].flatMap(([release, item]) =>
      of(`${own},release="${escape(release)}"`, item).map(line => `${prefix}_${name}${line}`),
    );
  const type = (name: string, kind: string) => `# TYPE ${prefix}_${name} ${kind}`;
  const totals = totalsOf(ledger);
  const each = (name: string, of: (labels: string, total: Total) => string[]) => labelled(name, totals, of);
  const hands = Object.entries(inFlight);
  const mirrored = (name: string, of: (counts: MirrorCounts) => number) => [
    type(name, 'counter'),
    ...labelled(name, mirrors, (labels, counts) => [`{${labels}} ${of(counts)}`]),
  ];
  const lines = [
    type('requests_total', 'counter'),
    ...each('requests_total', (labels, total) => [`{${labels}} ${total.requests}`]),
    type('errors_total', 'counter'),
    ...each('errors_total', (labels, total) =>
      [...total.byCause].map(([cause, count]) => `{${labels},cause="${cause}"} ${count}`),
    ),
    type('retries_total', 'counter'),
    ...each('retries_total', (labels, total) => [`{${labels}} ${total.retried}`]),
    type('request_duration_seconds', 'histogram'),
    ...each('request_duration_seconds', histogram),
    type('in_flight', 'gauge'),
    ...labelled('in_flight', hands, (labels, { all }) => [`{${labels}} ${all}`]),
    type('in_flight_retired', 'gauge'),
    ...labelled('in_flight_retired', hands, (labels, { retired }) => [`{${labels}} ${retired}`]),
    type('held', 'gauge'),
    `${prefix}_held{${own}} ${held}`,
    type('malformed_total', 'counter'),
    `${prefix}_malformed_total{${own}} ${ledger.malformed}`,
    ...mirrored('mirror_sent_total', counts => counts.sent),
    ...mirrored('mirror_compared_total', counts => counts.compared),
    ...mirrored('mirror_failed_total', counts => counts.failed),
    ...mirrored('mirror_skipped_total', counts => counts.skipped),
    type('mirror_differing_total', 'counter'),
    ...labelled('mirror_differing_total', mirrors, (labels, { differing }) =>
      Object.entries(differing).map(([part, count]) => `{${labels},part="${part}"} ${count}`),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

const prefix = 'devops_flow_router';

/** Label values, as the text format wants them. */
const escape = (text: string): string =>
  text.replaceAll('\\', String.raw`\\`).replaceAll('"', String.raw`\"`).replaceAll('\n', String.raw`\n`);

function histogram(labels: string, total: Total): string[] {
  const upTo = (index: number) => total.latency.slice(0, index + 1).reduce((a, b) => a + b, 0);
  return [
    ...bounds.map(
      ({ bound, index }) => `_bucket{${labels},le="${(bound / 1000).toPrecision(4)}"} ${upTo(index)}`,
    ),
    `_bucket{${labels},le="+Inf"} ${total.requests}`,
    `_sum{${labels}} ${total.latencyMs / 1000}`,
    `_count{${labels}} ${total.requests}`,
  ];
}

function totalsOf(ledger: Ledger): Map<string, Total> {
  const totals = new Map<string, Total>();
  for (const tally of ledger.snapshot()) {
    const total = totals.get(tally.release) ?? emptyTotal();
    totals.set(tally.release, total);
    total.requests += tally.requests;
    total.retried += tally.retried;
    total.latencyMs += tally.latencyMs;
    for (const [cause, count] of Object.entries(tally.byCause))
      total.byCause.set(cause, (total.byCause.get(cause) ?? 0) + count);
    for (const [i, count] of tally.latency.entries()) total.latency[i] = (total.latency[i] ?? 0) + count;
  }
  return totals;
}

const emptyTotal = (): Total => ({ requests: 0, retried: 0, latencyMs: 0, byCause: new Map(), latency: [] });
