import { type Histogram, latencyBounds } from './latency.ts';
import { normalTail } from './normal.ts';

export interface RankTest {
  /** Pairs of one value of each group in which the first group's is higher; ties count one half. */
  readonly u: number;
  readonly pairs: number;
  readonly z: number;
  /** One-sided: the first group is higher. */
  readonly p: number;
}

/**
 * Mann-Whitney U test on two histograms (Mann and Whitney 1947, Ann. Math. Stat. 18:50-60): is the first group higher
 * than the second one after that was moved up by `shift` whole buckets? Buckets are the ties. Normal approximation with
 * the variance for ties (Lehmann 1975, Nonparametrics, p. 20) and a continuity correction of one half. Groups that are
 * empty, or one single tie, give p = 1.
 */
export function mannWhitney(first: Histogram, second: Histogram, shift: number): RankTest {
  let [n, m, u, ties] = [0, 0, 0, 0];
  for (let i = 0; i < latencyBounds.length + shift; i += 1) {
    const a = i < latencyBounds.length ? (first[i] ?? 0) : 0;
    const b = i >= shift ? (second[i - shift] ?? 0) : 0;
    const tied = a + b;
    if (tied === 0) continue;
    u += a * (m + b / 2);
    n += a;
    m += b;
    ties += tied * (tied * tied - 1);
  }
  const all = n + m;
  const pairs = n * m;
  const variance = all > 1 ? (pairs / 12) * (all + 1 - ties / (all * (all - 1))) : 0;
  if (!(variance > 0)) return { u, pairs, z: 0, p: 1 };
  const z = (u - pairs / 2 - 0.5) / Math.sqrt(variance);
  return { u, pairs, z, p: normalTail(z) };
}
