import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { mannWhitney } from './mann-whitney.ts';
import { normalTail } from './normal.ts';

/** Values are buckets. */
function histogram(values: readonly number[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

it('gives the figures of Siegel 1956, pp. 116-127: anxiety in 39 societies, with many ties', () => {
  const present = [17, 16, 15, 15, 15, 14, 14, 14, 13, 13, 13, 12, 12, 12, 12, 11, 11, 10, 10, 10, 8, 8, 6];
  const absent = [13, 12, 12, 10, 10, 10, 10, 9, 8, 8, 7, 7, 7, 7, 7, 6];
  const { u, pairs, z } = mannWhitney(histogram(present), histogram(absent), 0);
  expect(pairs - u).toBe(64);
  // Siegel corrects for ties and not for continuity: z = 3.45; without ties he has 3.43.
  const half = 0.5 / ((u - pairs / 2 - 0.5) / z);
  expect(z + half).toBeCloseTo(3.45, 2);
  expect(z).toBeCloseTo(3.4366, 4);
});

it('gives the p of the example in the manual of scipy.stats.mannwhitneyu, with its correction for continuity', () => {
  const males = [19, 22, 16, 29, 24];
  const females = [20, 11, 17, 12];
  const { u, p } = mannWhitney(histogram(males), histogram(females), 0);
  expect(u).toBe(17);
  // Two-sided there: 0.11134688653314041.
  expect(2 * p).toBeCloseTo(0.111346886533, 12);
});

it('gives the p of the example of Hollander and Wolfe 1973, p. 69, in the manual of wilcox.test in R: permeability of membranes', () => {
  // 0.80 0.83 1.89 1.04 1.45 1.38 1.91 1.64 0.73 1.46 against 1.15 0.88 0.90 0.74 1.21, by rank.
  const term = [3, 4, 14, 7, 11, 10, 15, 13, 1, 12];
  const early = [8, 5, 6, 2, 9];
  const { u, p, z, pairs } = mannWhitney(histogram(term), histogram(early), 0);
  expect(u).toBe(35);
  // Without the correction for continuity, as there: p = 0.1103.
  const deviation = (u - pairs / 2 - 0.5) / z;
  expect(normalTail(z + 0.5 / deviation)).toBeCloseTo(0.1103, 4);
  expect(p).toBeCloseTo(0.1223, 4);
});

it('says nothing of groups that are empty, or that lie in one bucket', () => {
  expect(mannWhitney({}, { 3: 5 }, 0).p).toBe(1);
  expect(mannWhitney({ 3: 5 }, {}, 0).p).toBe(1);
  expect(mannWhitney({ 3: 500 }, { 3: 400 }, 0).p).toBe(1);
});

const group = fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 40 });

it('counts the pairs one by one', () => {
  fc.assert(
    fc.property(group, group, fc.integer({ min: 0, max: 5 }), (a, b, shift) => {
      const pairs = a.flatMap(x => b.map(y => (x === y + shift ? 0.5 : Number(x > y + shift))));
      expect(mannWhitney(histogram(a), histogram(b), shift).u).toBe(pairs.reduce((s, x) => s + x, 0));
    }),
  );
});

it('is symmetric: what one group wins the other loses, and z differs by the two corrections for continuity only', () => {
  fc.assert(
    fc.property(group, group, (a, b) => {
      const [one, other] = [
        mannWhitney(histogram(a), histogram(b), 0),
        mannWhitney(histogram(b), histogram(a), 0),
      ];
      expect(one.u + other.u).toBe(a.length * b.length);
      const deviation = (one.u - one.pairs / 2 - 0.5) / one.z;
      if (one.z !== 0) expect(one.z + other.z).toBeCloseTo(-1 / deviation, 9);
    }),
  );
});

it('wins no more pairs the more is tolerated, and no fewer when one request gets slower', () => {
  fc.assert(
    fc.property(group, group, fc.integer({ min: 0, max: 8 }), (a, b, shift) => {
      const [first, ...others] = a;
      const u = mannWhitney(histogram(a), histogram(b), shift).u;
      expect(mannWhitney(histogram(a), histogram(b), shift + 1).u).toBeLessThanOrEqual(u);
      const slower = [Math.min(99, (first ?? 0) + 1), ...others];
      expect(mannWhitney(histogram(slower), histogram(b), shift).u).toBeGreaterThanOrEqual(u);
    }),
  );
});
