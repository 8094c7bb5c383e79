/** Uniform numbers from 0 to 1, the same for the same seed: sfc32 (Doty-Humphrey, PractRand), period about 2^127. */
export function seeded(seed: number): () => number {
  let [a, b, c, counter] = [0, 0, seed | 0, 1];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 16; i += 1) next();
  return next;
}

/** Hits among `trials` trials of probability `share`, by the gaps between them, which are geometric. */
export function binomial(random: () => number, trials: number, share: number): number {
  if (share <= 0) return 0;
  const scale = 1 / Math.log1p(-share);
  let hits = -1;
  for (let at = -1; at < trials; hits += 1) at += 1 + Math.floor(Math.log1p(-random()) * scale);
  return hits;
}

/** Draws an index with the probability that its weight has: alias method (Walker 1977, ACM TOMS 3:253-256). */
export function drawer(weights: readonly number[]): (random: () => number) => number {
  const total = weights.reduce((a, b) => a + b, 0);
  const keep = weights.map(weight => (weight / total) * weights.length);
  const alias = weights.map((_, i) => i);
  const small = keep.flatMap((part, i) => (part < 1 ? [i] : []));
  const large = keep.flatMap((part, i) => (part < 1 ? [] : [i]));
  while (small.length > 0 && large.length > 0) {
    const [less = 0, more = 0] = [small.pop(), large.at(-1)];
    alias[less] = more;
    keep[more] = (keep[more] ?? 0) + (keep[less] ?? 0) - 1;
    if ((keep[more] ?? 0) < 1) small.push(large.pop() ?? 0);
  }
  return random => {
    const at = random() * keep.length;
    const i = Math.floor(at);
    return at - i < (keep[i] ?? 0) ? i : (alias[i] ?? i);
  };
}
