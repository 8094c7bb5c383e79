import { latencyBounds } from '../engine/table.ts';
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

/** Counters by release in the text format of Prometheus, over all deploys and phases. */
export function metricsText(
  service: string,
  ledger: Ledger,
  inFlight: Readonly<Record<string, number>>,
  held: number,
): string {
  const totals = totalsOf(ledger);
  const each = (name: string, of: (labels: string, total: Total) => string[]) =>
    [...totals].flatMap(([release, total]) =>
      of(`service="${escape(service)}",release="${escape(release)}"`, total).map(
        line => `${prefix}_${name}${line}`,
      ),
    );
  const lines = [
    `# TYPE ${prefix}_requests_total counter`,
    ...each('requests_total', (labels, total) => [`{${labels}} ${total.requests}`]),
    `# TYPE ${prefix}_errors_total counter`,
    ...each('errors_total', (labels, total) =>
      [...total.byCause].map(([cause, count]) => `{${labels},cause="${cause}"} ${count}`),
    ),
    `# TYPE ${prefix}_retries_total counter`,
    ...each('retries_total', (labels, total) => [`{${labels}} ${total.retried}`]),
    `# TYPE ${prefix}_request_duration_seconds histogram`,
    ...each('request_duration_seconds', histogram),
    `# TYPE ${prefix}_in_flight gauge`,
    ...Object.entries(inFlight).map(
      ([release, count]) =>
        `${prefix}_in_flight{service="${escape(service)}",release="${escape(release)}"} ${count}`,
    ),
    `# TYPE ${prefix}_held gauge`,
    `${prefix}_held{service="${escape(service)}"} ${held}`,
    `# TYPE ${prefix}_malformed_total counter`,
    `${prefix}_malformed_total{service="${escape(service)}"} ${ledger.malformed}`,
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
