/**
 * Upper tail of the standard normal distribution: the probability of a value above `z`. By the power series of Marsaglia
 * (2004, J. Stat. Software 11(4)) near the middle, and by Laplace's continued fraction (Abramowitz and Stegun 26.2.14) in
 * the tail, where the relative error matters because small shares of alpha are compared with it; below 1e-10 in both.
 */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const density = Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);
  return z < 3 ? 0.5 - density * series(z) : density / fraction(z);
}

/** z + z^3/3 + z^5/(3*5) + ... */
function series(z: number): number {
  let term = z;
  let sum = z;
  for (let i = 3; term > sum * 1e-17; i += 2) {
    term *= (z * z) / i;
    sum += term;
  }
  return sum;
}

/** z + 1/(z + 2/(z + 3/(z + ...))) */
function fraction(z: number): number {
  let value = z;
  for (let i = 120; i >= 1; i -= 1) value = z + i / value;
  return value;
}
