/**
 * A test of one share that may be looked at as often as one likes. Each trial hits with an unknown probability; the null
 * hypothesis is that it is `share` at most. For each factor g on the odds, the likelihood ratio of `share` with its odds
 * times g against `share` itself is a test martingale at `share` and a supermartingale below it; so is the mean over
 * several g. By Ville's inequality it ever reaches 1/alpha with a probability of alpha at most, however many looks there
 * are. Sources: Wald 1945 (Ann. Math. Stat. 16:117-186) for the ratio, Robbins 1970 (Ann. Math. Stat. 41:1397-1409) and
 * Johari et al. 2022 (Operations Research 70:1806-1821) for mixtures, Ramdas et al. 2023 (Statistical Science 38:576-601).
 */

/** Factors on the odds, one-sided for harm; tuned so that a doubling is found best (see docs/ANALYSIS.md). */
export const alternatives: readonly number[] = [1.5, 2, 3, 6];

/** Logarithm of the likelihood ratio for one alternative: `factor` times the odds of `share`, against `share`. */
export const logRatio = (hits: number, trials: number, share: number, factor: number): number =>
  hits * Math.log(factor) - trials * Math.log1p(share * (factor - 1));

/** The evidence against the null hypothesis, as a logarithm, from the log ratios of all alternatives: of their mean. */
export function logMean(ratios: readonly number[]): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (const ratio of ratios) highest = Math.max(highest, ratio);
  let sum = 0;
  for (const ratio of ratios) sum += Math.exp(ratio - highest);
  return highest + Math.log(sum / ratios.length);
}

/** The same for one share that stays as it is, from all trials so far. A hit that cannot be is proof at once. */
export function logEvidence(hits: number, trials: number, share: number): number {
  if (share <= 0) return hits > 0 ? Number.POSITIVE_INFINITY : 0;
  return logMean(alternatives.map(factor => logRatio(hits, trials, Math.min(share, 1), factor)));
}
