/** The clocks of the store: a seam for tests. */
export interface StoreClock {
  /** Milliseconds since the epoch, for people: it may jump. */
  now(): number;
  /** Milliseconds that all processes of this boot count alike and nobody can set: leases end by it. */
  uptime(): number;
}

export const realClock: StoreClock = {
  now: () => Date.now(),
  // CLOCK_MONOTONIC, unlike performance.now(), which begins anew with each process.
  uptime: () => Number(process.hrtime.bigint() / 1_000_000n),
};
