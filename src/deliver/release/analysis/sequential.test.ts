import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialTail } from './binomial.ts';
import { addErrors } from './compare-errors.ts';
import { noLooks } from './progress.ts';
import { alternatives, logEvidence, logRatio } from './sequential.ts';

/** P(hits = k) of n trials. */
function binomialAt(k: number, n: number, share: number): number {
  let ways = 1;
  for (let i = 0; i < k; i += 1) ways = (ways * (n - i)) / (i + 1);
  return ways * share ** k * (1 - share) ** (n - k);
}

const upTo = (n: number) => Array.from({ length: n + 1 }, (_, i) => i);

describe('the likelihood ratio', () => {
  it('draws the lines of the sampling plan in the NIST/SEMATECH e-Handbook, 6.2.6: x_r = 1.205 + 0.0397 n', () => {
    // p0 = 0.01 against p1 = 0.10, alpha = 0.05, beta = 0.10: rejected when the ratio reaches (1 - beta) / alpha.
    const oddsRatio = 0.1 / 0.9 / (0.01 / 0.99);
    const rejected = Math.log(0.9 / 0.05);
    const accepted = Math.log(0.1 / 0.95);
    const perHit = logRatio(1, 0, 0.01, oddsRatio);
    const perTrial = -logRatio(0, 1, 0.01, oddsRatio);
    expect(perHit / Math.log(10)).toBeCloseTo(1.0414, 4);
    expect(rejected / perHit).toBeCloseTo(1.205, 3);
    expect(-accepted / perHit).toBeCloseTo(0.939, 3);
    expect(perTrial / perHit).toBeCloseTo(0.0397, 4);
  });

  it('is 1 on average at the share itself, and less below it: nothing is ever proved by luck', () => {
    const mean = (share: number, n: number, factor: number) =>
      upTo(n).reduce((sum, k) => sum + binomialAt(k, n, share) * Math.exp(logRatio(k, n, 0.02, factor)), 0);
    for (const factor of alternatives) {
      expect(mean(0.02, 40, factor)).toBeCloseTo(1, 9);
      expect(mean(0.015, 40, factor)).toBeLessThan(1);
    }
  });
});

describe('the evidence against one limit', () => {
  it('ever reaches 1 / alpha with a probability of alpha at most, looked at after each of 2,000 requests', () => {
    // Exact, by carrying the distribution of the errors from request to request.
    const [limit, alpha] = [0.01, 0.05];
    let alive = [1];
    let crossed = 0;
    for (let n = 1; n <= 2000; n += 1) {
      alive = upTo(alive.length).map(k => (alive[k] ?? 0) * (1 - limit) + (alive[k - 1] ?? 0) * limit);
      for (const k of alive.keys()) {
        if (alive[k] === 0 || logEvidence(k, n, limit) < -Math.log(alpha)) continue;
        crossed += alive[k] ?? 0;
        alive[k] = 0;
      }
      while (alive.length > 1 && (alive.at(-1) ?? 0) < 1e-15) alive.pop();
    }
    expect(crossed).toBeLessThan(alpha);
    expect(crossed).toBeGreaterThan(alpha / 4);
  });

  it('grows with every error and shrinks with every good answer', () => {
    const trials = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(
        trials,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 1e-5, max: 0.5, noNaN: true }),
        (n, part, limit) => {
          const hits = Math.floor(n * part);
          const evidence = logEvidence(hits, n, limit);
          expect(logEvidence(hits + 1, n + 1, limit)).toBeGreaterThan(evidence);
          expect(logEvidence(hits, n + 1, limit)).toBeLessThan(evidence);
        },
      ),
    );
  });

  it('takes one error as proof where none may be, and none where all may be', () => {
    expect(logEvidence(1, 1_000_000, 0)).toBe(Number.POSITIVE_INFINITY);
    expect(logEvidence(0, 1_000_000, 0)).toBe(0);
    expect(logEvidence(50, 50, 1)).toBeCloseTo(0, 12);
  });
});

describe('the evidence beside a baseline', () => {
  const evidenceOf = (v: readonly [number, number], b: readonly [number, number], allowed: number) =>
    addErrors(
      noLooks().compared,
      { requests: v[0], errors: v[1], latency: {} },
      { requests: b[0], errors: b[1], latency: {} },
      allowed,
    ).evidence;

  it('is 1 at most on average for a batch of any size, at the tolerated increase and below it', () => {
    const cases = [
      { v: 4, b: 4, rate: 0.3, allowed: 0, increase: 0 },
      { v: 6, b: 2, rate: 0.4, allowed: 0.25, increase: 0.25 },
      { v: 1, b: 9, rate: 0.05, allowed: 1, increase: 1 },
      { v: 5, b: 5, rate: 0.2, allowed: 0.5, increase: 0 },
    ];
    for (const { v, b, rate, allowed, increase } of cases) {
      const mean = alternatives.map(() => 0);
      for (const i of upTo(v))
        for (const j of upTo(b)) {
          const chance = binomialAt(i, v, rate * (1 + increase)) * binomialAt(j, b, rate);
          for (const [k, ratio] of evidenceOf([v, i], [b, j], allowed).entries())
            mean[k] = (mean[k] ?? 0) + chance * Math.exp(ratio);
        }
      for (const value of mean) expect(value).toBeLessThanOrEqual(1 + 1e-12);
    }
  });

  it('weighs each error by the traffic of its own time, and leaves out what came while one side had none', () => {
    const look = (requests: number, errors: number) => ({ requests, errors, latency: {} });
    const first = addErrors(noLooks().compared, look(100, 2), look(100, 1), 0);
    const alone = addErrors(first, look(150, 9), look(100, 1), 0);
    expect(alone).toBe(first);
    const both = addErrors(alone, look(200, 9), look(150, 1), 0);
    const [batch = 0] = evidenceOf([100, 7], [50, 0], 0);
    expect(both.evidence[0]).toBeCloseTo((first.evidence[0] ?? 0) + batch, 12);
  });

  it('takes counters that went back as counters that began again', () => {
    const look = (requests: number, errors: number) => ({ requests, errors, latency: {} });
    const first = addErrors(noLooks().compared, look(100, 2), look(100, 1), 0);
    const again = addErrors(first, look(20, 1), look(110, 1), 0);
    const [batch = 0] = evidenceOf([20, 1], [10, 0], 0);
    expect(again.evidence[0]).toBeCloseTo((first.evidence[0] ?? 0) + batch, 12);
  });

  it('agrees with an exact binomial test on who is worse', () => {
    expect(evidenceOf([5000, 100], [5000, 50], 0)[1]).toBeCloseTo(8.495, 3);
    expect(binomialTail(100, 150, 0.5)).toBeCloseTo(0.0000276, 6);
  });
});
