import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, pick, type Share, sharesOf } from './pick.ts';

interface Named extends Candidate {
  readonly name: string;
}

const idle = (name: string): Named => ({ name, live: true, inFlight: 0 });
const [a1, a2, b1] = [idle('a1'), idle('a2'), idle('b1')];
const always = (number: number) => () => number;
const nobody: ReadonlySet<Named> = new Set();

const shares = (
  groups: Readonly<Record<string, readonly Named[]>>,
  split: Readonly<Record<string, number>>,
) => sharesOf(new Map(Object.entries(groups)), split);
const at = (place: number, of: readonly Share<Named>[], tried = nobody, chance = 0.5) =>
  pick(of, place, tried, always(chance))?.candidate.name;

describe('who gets a request', () => {
  it('is the release whose share its place is in, the first of the table from 0 up', () => {
    const split = shares({ a: [a1], b: [b1] }, { b: 1, a: 3 });
    expect([0, 0.74, 0.76, 0.999].map(place => at(place, split))).toEqual(['a1', 'a1', 'b1', 'b1']);
  });

  it('does not depend on how many instances a release has', () => {
    expect(at(0.51, shares({ a: [a1, a2], b: [b1] }, { a: 1, b: 1 }))).toBe('b1');
  });

  it('is, within the release, the instance with the fewest requests in hand', () => {
    const busy = shares(
      {
        a: [
          { ...a1, inFlight: 2 },
          { ...a2, inFlight: 1 },
        ],
      },
      { a: 1 },
    );
    expect(at(0, busy)).toBe('a2');
  });

  it('is left to chance among equals', () => {
    const equal = shares({ a: [a1, a2] }, { a: 1 });
    expect([0.4, 0.6].map(chance => at(0, equal, nobody, chance))).toEqual(['a2', 'a1']);
  });

  it('is never an ejected instance, and a release that has no other yields its share', () => {
    expect(at(0, shares({ a: [{ ...a1, live: false }], b: [b1] }, { a: 99, b: 1 }))).toBe('b1');
  });

  it('is not an instance that was tried, while there is another one', () => {
    const split = shares({ a: [a1, a2], b: [b1] }, { a: 1, b: 1e-9 });
    expect(at(0, split, new Set([a1]))).toBe('a2');
    expect(at(0, split, new Set([a1, a2]))).toBe('b1');
    expect(at(0, split, new Set([a1, a2, b1]))).toBeUndefined();
  });

  it('is nobody when the weight is 0, absent, or nobody lives', () => {
    expect(at(0, shares({ a: [a1] }, { a: 0 }))).toBeUndefined();
    expect(at(0, shares({ a: [a1] }, {}))).toBeUndefined();
    expect(at(0, shares({ a: [{ ...a1, live: false }] }, { a: 1 }))).toBeUndefined();
    expect(at(0, shares({ a: [] }, { a: 1 }))).toBeUndefined();
  });

  it('takes weights from the table only, not from Object.prototype', () => {
    expect(at(0, shares({ constructor: [a1] }, {}))).toBeUndefined();
  });

  it('is found beside weights whose sum is no number any more', () => {
    const split = shares({ a: [a1], b: [b1] }, { a: Number.MAX_VALUE, b: Number.MAX_VALUE });
    expect([0.4, 0.6].map(place => at(place, split))).toEqual(['a1', 'b1']);
  });
});

describe('where a request stands within its release', () => {
  it('is even from 0 to 1', () => {
    const split = shares({ a: [a1], b: [b1] }, { a: 80, b: 20 });
    const within = (place: number) => pick(split, place, nobody, always(0))?.within;
    expect(within(0.2)).toBeCloseTo(0.25, 12);
    expect(within(0.9)).toBeCloseTo(0.5, 12);
  });

  it('decides who gets it when the release has nobody, so that those of the others stay', () => {
    const split = shares(
      { a: [idle('a1')], b: [{ ...b1, live: false }], c: [idle('c1')] },
      { a: 1, b: 2, c: 1 },
    );
    expect([0.1, 0.26, 0.49, 0.51, 0.74, 0.9].map(place => at(place, split))).toEqual([
      'a1',
      'a1',
      'a1',
      'c1',
      'c1',
      'c1',
    ]);
  });
});

describe('whatever the weights', () => {
  const weight = fc.oneof(
    fc.constantFrom(0, 1, 5, 100, 5e-324, Number.MAX_VALUE),
    fc.double({ min: 0, max: 1000, noNaN: true }),
  );
  const group = fc.record({ weight, live: fc.array(fc.boolean(), { maxLength: 3 }) });
  const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const built = (groups: readonly { weight: number; live: boolean[] }[]) =>
    sharesOf<Named>(
      new Map(
        groups.map(({ live }, i) => [
          `r${i}`,
          live.map((live, j) => ({ name: `r${i}-${j}`, live, inFlight: 0 })),
        ]),
      ),
      Object.fromEntries(groups.map(({ weight }, i) => [`r${i}`, weight])),
    );

  it('a live instance of a release with weight is found while there is one, and no other ever', () => {
    fc.assert(
      fc.property(fc.array(group, { maxLength: 5 }), place, (groups, place) => {
        const found = pick(built(groups), place, nobody, Math.random);
        const able = groups.flatMap(({ weight, live }, i) =>
          weight > 0 ? live.flatMap((live, j) => (live ? [`r${i}-${j}`] : [])) : [],
        );
        if (able.length === 0) expect(found).toBeUndefined();
        else {
          expect(able).toContain(found?.candidate.name);
          expect(found?.within).toBeGreaterThanOrEqual(0);
          expect(found?.within).toBeLessThan(1);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('each release gets its share of requests that stand anywhere', () => {
    const weights = fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 1, maxLength: 5 });
    const requests = 5_000;
    fc.assert(
      fc.property(weights, weights => {
        const total = weights.reduce((a, b) => a + b, 0);
        const counts = weights.map(() => 0);
        const shares = built(weights.map(weight => ({ weight, live: [true, true] })));
        for (let i = 0; i < requests; i += 1) {
          const index = Number(pick(shares, Math.random(), nobody, Math.random)?.release.slice(1));
          counts[index] = (counts[index] ?? 0) + 1;
        }
        for (const [i, weight] of weights.entries()) {
          const share = total > 0 ? weight / total : 0;
          // Binomial: six standard deviations, and six requests where a share is hardly any.
          const tolerance = 6 + 6 * Math.sqrt(requests * share * (1 - share));
          expect(Math.abs((counts[i] ?? 0) - requests * share)).toBeLessThanOrEqual(tolerance);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('who goes elsewhere when a release has nobody left was with that release', () => {
    const weights = fc.array(weight, { minLength: 2, maxLength: 5 });
    const lives = (weights: readonly number[], gone?: number) =>
      built(weights.map((weight, i) => ({ weight, live: [i !== gone] })));
    fc.assert(
      fc.property(weights, place, fc.nat(4), (weights, place, i) => {
        const before = pick(lives(weights), place, nobody, Math.random)?.release;
        const after = pick(lives(weights, i), place, nobody, Math.random)?.release;
        if (before !== `r${i}`) expect(after).toBe(before);
        else expect(after).not.toBe(before);
      }),
      { numRuns: 2_000 },
    );
  });
});
