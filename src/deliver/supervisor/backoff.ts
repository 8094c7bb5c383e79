export interface BackOff {
  readonly firstMs: number;
  readonly mostMs: number;
  /** What lived this long begins anew. */
  readonly steadyMs: number;
}

/** The pause before the next start of something that ended: the first one, or twice the last up to the most. */
export function nextPause(last: number | undefined, livedMs: number, backOff: BackOff): number {
  if (last === undefined || livedMs >= backOff.steadyMs) return backOff.firstMs;
  return Math.min(last * 2, backOff.mostMs);
}
