import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assignment } from '../engine/table.ts';
import { placeOf } from './assignment.ts';
import { pick, sharesOf } from './pick.ts';

const byCookie: Assignment = { by: 'cookie', name: 'bucket' };
const byHeader: Assignment = { by: 'header', name: 'X-Customer' };
const cookied = (cookie: string, random = 0.12345) => placeOf({ headers: { cookie }, random }, byCookie);

/** The release of each of the 10,000 buckets, in a table with the releases in this order. */
function layout(split: Readonly<Record<string, number>>): string[] {
  const instance = { live: true, inFlight: 0 };
  const shares = sharesOf(new Map(Object.keys(split).map(release => [release, [instance]])), split);
  return Array.from({ length: 10_000 }, (_, bucket) => {
    const { at } = placeOf({ headers: { cookie: `bucket=${bucket}` }, random: 0 }, byCookie);
    return pick(shares, at, new Set(), () => 0)?.release ?? 'nobody';
  });
}

const counts = (releases: readonly string[]) => {
  const all: Record<string, number> = {};
  for (const release of releases) all[release] = (all[release] ?? 0) + 1;
  return all;
};

describe('a client without a bucket', () => {
  it('gets a random one, in a cookie for the whole site that no script reads', () => {
    expect(placeOf({ headers: {}, random: 0.12345 }, byCookie)).toEqual({
      at: 0.12345,
      cookie: 'bucket=1234; Path=/; HttpOnly; SameSite=Lax',
    });
    expect(placeOf({ headers: {}, random: 0 }, byCookie)).toMatchObject({ at: 0.00005 });
    expect(placeOf({ headers: {}, random: 1 - 2 ** -53 }, byCookie)).toMatchObject({ at: 0.99995 });
  });

  it('stays where chance puts each request when nobody is assigned', () => {
    expect(placeOf({ headers: { cookie: 'bucket=7' }, random: 0.12345 }, undefined)).toEqual({ at: 0.12345 });
  });
});

describe('a client with a bucket', () => {
  it('stays in it, and gets no other', () => {
    expect(cookied('bucket=42')).toEqual({ at: 0.00425 });
    expect(cookied('a=b; bucket=0; c=d')).toEqual({ at: 0.00005 });
    expect(cookied('a=b;bucket=9999')).toEqual({ at: 0.99995 });
  });

  it('is given a new one when it sends what is no bucket', () => {
    for (const value of ['', '10000', '-1', '1.5', '007', '1e3', ' 5', '"5"', 'NaN', '5x', '٥', '__proto__'])
      expect(cookied(`bucket=${value}`).cookie).toBe('bucket=1234; Path=/; HttpOnly; SameSite=Lax');
    for (const cookies of ['bucket', 'bucket5', 'xbucket=5', 'Bucket=5', ';;;', '=5', `x="; bucket=5x"`])
      expect(cookied(cookies).cookie).toContain('bucket=1234');
  });

  it('that sends several is taken at the first that is one', () => {
    expect(cookied('bucket=all; bucket=5; bucket=6').at).toBe(0.00055);
  });

  it('is not harmed by any text in its cookies', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const { at, cookie } = cookied(text);
        expect(at).toBeGreaterThan(0);
        expect(at).toBeLessThan(1);
        expect(cookie ?? 'bucket=1; Path=/; HttpOnly; SameSite=Lax').toMatch(
          /^bucket=\d{1,4}; Path=\/; HttpOnly; SameSite=Lax$/,
        );
      }),
    );
  });
});

describe('a client that is known by a header', () => {
  const known = (customer: string) => placeOf({ headers: { 'x-customer': customer }, random: 0.9 }, byHeader);

  it('always stands in the bucket of its value, and gets no cookie', () => {
    // The first 32 bits of SHA-256("alice") are 0x2bd806c9 = 735577801.
    expect(known('alice')).toEqual({ at: 0.78015 });
    expect(known('alice')).toEqual(known('alice'));
    expect(known('bob').at).not.toBe(known('alice').at);
  });

  it('is on its own without the header, and where the name is one of Object.prototype', () => {
    expect(placeOf({ headers: {}, random: 0.9 }, byHeader)).toEqual({ at: 0.9 });
    expect(known('')).toEqual({ at: 0.9 });
    expect(placeOf({ headers: {}, random: 0.9 }, { by: 'header', name: 'constructor' })).toEqual({ at: 0.9 });
  });

  it('is as likely in one bucket as in another, also when values are numbered', () => {
    const tenths = Array.from<number>({ length: 10 }).fill(0);
    for (let i = 0; i < 10_000; i += 1) {
      const tenth = Math.floor(known(`customer-${i}`).at * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    // Binomial(10,000, 0.1): five standard deviations are 150. The values are fixed, so this is no chance.
    expect(Math.max(...tenths.map(count => Math.abs(count - 1000)))).toBeLessThan(150);
  });
});

describe('the buckets of the releases', () => {
  it('are exactly their shares, the first release in the table from 0 up', () => {
    const releases = layout({ next: 5, old: 90, 'old~baseline': 5 });
    expect(counts(releases)).toEqual({ next: 500, old: 9000, 'old~baseline': 500 });
    expect(releases.indexOf('old')).toBe(500);
    expect(releases.indexOf('old~baseline')).toBe(9500);
  });

  it('are exact for every whole percentage, and within one bucket for any weights', () => {
    for (let percent = 1; percent < 100; percent += 1)
      expect(counts(layout({ next: percent, old: 100 - percent }))['next']).toBe(percent * 100);
    const weights = fc.array(fc.double({ min: 0.001, max: 1000, noNaN: true }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(weights, weights => {
        const found = counts(layout(Object.fromEntries(weights.map((weight, i) => [`r${i}`, weight]))));
        const total = weights.reduce((a, b) => a + b, 0);
        for (const [i, weight] of weights.entries())
          expect(Math.abs((found[`r${i}`] ?? 0) - (10_000 * weight) / total)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 50 },
    );
  });

  it('grow with a canary from 5 to 20 percent by clients that go to it, and nobody goes elsewhere', () => {
    const [before, after] = [layout({ next: 5, old: 95 }), layout({ next: 20, old: 80 })];
    const moves = before.flatMap((release, bucket) =>
      release === after[bucket] ? [] : [`${release} to ${after[bucket] ?? ''}`],
    );
    expect(counts(moves)).toEqual({ 'old to next': 1500 });
  });

  it('move nobody back, in any growing series of weights, with a baseline that grows as much', () => {
    const steps = fc.uniqueArray(fc.double({ min: 0.01, max: 50, noNaN: true }), {
      minLength: 2,
      maxLength: 5,
    });
    fc.assert(
      fc.property(steps, steps => {
        const layouts = steps
          .toSorted((a, b) => a - b)
          .map(weight => layout({ next: weight, old: 100 - 2 * weight, 'old~baseline': weight }));
        for (const [i, after] of layouts.entries())
          for (const [bucket, release] of (layouts[i - 1] ?? []).entries())
            if (after[bucket] !== release) expect(release).toBe('old');
      }),
      { numRuns: 30 },
    );
  });
});
