import type { Sample } from '../release/analysis/criteria.ts';
import type { Cause, RouterStats } from './table.ts';

/** Failures that speak against the version itself, not against the router or the client. */
const versionCauses: readonly Cause[] = [
  'version-5xx',
  'reset-before-response',
  'reset-mid-response',
  'upstream-timeout',
];

/** What the router counted for a group since the deploy began. */
export function sampleOf(stats: RouterStats, group: string, deploy: string): Sample {
  let [requests, errors] = [0, 0];
  const latency: Record<string, number> = {};
  for (const tally of stats.tallies) {
    if (tally.release !== group || tally.deploy !== deploy) continue;
    requests += tally.requests;
    for (const cause of versionCauses) errors += tally.byCause[cause] ?? 0;
    for (const [bucket, count] of tally.latency.entries())
      if (count > 0) latency[bucket] = (latency[bucket] ?? 0) + count;
  }
  return { requests, errors, latency };
}
