import { type Cause, type DeployMark, latencyBounds, type Tally } from '../engine/table.ts';

/** Tallies of requests that ended before a release was chosen for them. */
export const noRelease = '';

interface OpenTally {
  readonly release: string;
  readonly mark: DeployMark | undefined;
  requests: number;
  retried: number;
  latencyMs: number;
  readonly byCause: Partial<Record<Cause, number>>;
  readonly latency: number[];
}

/** Counts requests as they end, by release and by the deploy and phase that was in force at that moment. */
export class Ledger {
  mark: DeployMark | undefined;
  /** Connections whose bytes were no acceptable HTTP, so that there never was a request. */
  malformed = 0;
  readonly #tallies = new Map<string, OpenTally>();

  ended(release: string, latencyMs: number, cause?: Cause): void {
    const tally = this.#tally(release);
    tally.requests += 1;
    tally.latencyMs += latencyMs;
    const bucket = bucketOf(latencyMs);
    tally.latency[bucket] = (tally.latency[bucket] ?? 0) + 1;
    if (cause) tally.byCause[cause] = (tally.byCause[cause] ?? 0) + 1;
  }

  /** A request failed at an instance of the release and goes to another one. */
  retried(release: string): void {
    this.#tally(release).retried += 1;
  }

  snapshot(): (Tally & { readonly latencyMs: number })[] {
    return [...this.#tallies.values()].map(({ mark, ...counts }) => ({
      ...counts,
      ...mark,
      byCause: { ...counts.byCause },
      latency: [...counts.latency],
    }));
  }

  #tally(release: string): OpenTally {
    const { mark } = this;
    const key = `${release}\n${mark?.deploy ?? ''}\n${mark?.phase ?? ''}`;
    const found = this.#tallies.get(key);
    if (found) return found;
    const tally: OpenTally = {
      release,
      mark,
      requests: 0,
      retried: 0,
      latencyMs: 0,
      byCause: {},
      latency: latencyBounds.map(() => 0),
    };
    this.#tallies.set(key, tally);
    return tally;
  }
}

/** Index of the first bound that is not below `ms`; the last one takes everything slower. */
export function bucketOf(ms: number): number {
  let [low, high] = [0, latencyBounds.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ms <= (latencyBounds[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}
