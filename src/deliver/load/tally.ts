/** Upper bounds in milliseconds, 5 % apart: from 0.1 ms to about 16 s. */
const bounds = Array.from({ length: 246 }, (_, i) => 0.1 * 1.05 ** i);

/** Why a request was lost: a transport error of the client, `timeout`, or `router:` and the cause that the router gave. */
export type LossCause = string;

/** What the client counted within one phase. A request belongs to the phase in which it ended; `started` to that in which it began. */
export interface Window {
  readonly name: string;
  readonly started: number;
  /** Complete in time, not made by the router, below 500. */
  readonly ok: number;
  /** Complete in time with a 5xx of the service itself: its own doing, nobody lost the request. */
  readonly ownErrors: number;
  readonly lost: number;
  readonly lostByCause: Readonly<Record<LossCause, number>>;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Milliseconds from the scheduled start to the last byte, at most 5 % high; null without answers. */
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  readonly maxMs: number | null;
}

export class Tally {
  readonly name: string;
  started = 0;
  #ok = 0;
  #ownErrors = 0;
  #lost = 0;
  #maxMs = 0;
  readonly #lostByCause = new Map<LossCause, number>();
  readonly #byStatus = new Map<number, number>();
  readonly #latency = new Map<number, number>();

  constructor(name: string) {
    this.name = name;
  }

  answered(status: number): void {
    add(this.#byStatus, status);
    if (status >= 500) this.#ownErrors += 1;
    else this.#ok += 1;
  }

  lost(cause: LossCause): void {
    this.#lost += 1;
    add(this.#lostByCause, cause);
  }

  took(ms: number): void {
    this.#maxMs = Math.max(this.#maxMs, ms);
    add(
      this.#latency,
      Math.min(bounds.length - 1, Math.max(0, Math.ceil(Math.log(ms / 0.1) / Math.log(1.05)))),
    );
  }

  window(): Window {
    return {
      name: this.name,
      started: this.started,
      ok: this.#ok,
      ownErrors: this.#ownErrors,
      lost: this.#lost,
      lostByCause: Object.fromEntries(this.#lostByCause),
      byStatus: Object.fromEntries(this.#byStatus),
      p50Ms: this.#quantile(0.5),
      p99Ms: this.#quantile(0.99),
      maxMs: this.#latency.size === 0 ? null : round(this.#maxMs),
    };
  }

  #quantile(q: number): number | null {
    const buckets = [...this.#latency].sort(([a], [b]) => a - b);
    const total = buckets.reduce((sum, [, count]) => sum + count, 0);
    let seen = 0;
    for (const [bucket, count] of buckets) {
      seen += count;
      if (seen >= q * total) return round(Math.min(bounds[bucket] ?? 0, this.#maxMs));
    }
    return null;
  }
}

const round = (ms: number) => Math.round(ms * 100) / 100;

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
