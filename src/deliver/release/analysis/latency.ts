/** Latency histograms: requests by the index of the first bound that is not below their time. */

/** Upper bounds of the latency histogram in milliseconds, 10 % apart; the last one takes everything slower. */
export const latencyBounds: readonly number[] = Array.from({ length: 100 }, (_, i) => 0.25 * 1.1 ** i);

/** Counts by index of `latencyBounds`, sparse or not: a sample's, a tally's. */
export type Histogram = Readonly<Record<number, number>>;

/**
 * Quantile `q` (0 to 1) of the latencies in milliseconds: the upper bound of the bucket that holds it (so at most 10 %
 * high); null without requests.
 */
export function quantileOf(sample: { readonly latency: Histogram }, q: number): number | null {
  const total = timed(sample);
  if (total === 0) return null;
  let seen = 0;
  let bucket = -1;
  do {
    bucket += 1;
    seen += sample.latency[bucket] ?? 0;
  } while (seen < q * total && bucket < latencyBounds.length - 1);
  return Math.round((latencyBounds[bucket] ?? 0) * 100) / 100;
}

/** Requests whose time is known. */
export const timed = (sample: { readonly latency: Histogram }): number => slowerThan(sample.latency, -1);

/** Requests in the buckets above `bucket`. */
export function slowerThan(latency: Histogram, bucket: number): number {
  let count = 0;
  for (let i = bucket + 1; i < latencyBounds.length; i += 1) count += latency[i] ?? 0;
  return count;
}
