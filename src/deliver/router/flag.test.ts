import { describe, expect, it } from 'vitest';
import { flagFor } from './flag.ts';

const flag = (percent: number) => ({ name: 'new-checkout', release: 'a', percent });
const middles = Array.from({ length: 10_000 }, (_, bucket) => (bucket + 0.5) / 10_000);
const seenBy = (percent: number) => middles.filter(within => flagFor(flag(percent), 'a', within));

describe('a flag', () => {
  it('is on for exactly its share of the buckets, and for nobody else when it grows', () => {
    expect([0, 0.01, 5, 29, 57, 99.99, 100].map(percent => seenBy(percent).length)).toEqual([
      0, 1, 500, 2900, 5700, 9999, 10_000,
    ]);
    expect(seenBy(29).slice(0, 500)).toEqual(seenBy(5));
  });

  it('is off at other releases, and where there is none', () => {
    expect(flagFor(flag(100), 'b', 0)).toBeUndefined();
    expect(flagFor(undefined, 'a', 0)).toBeUndefined();
    expect(flagFor(flag(100), 'a', 0)).toBe('new-checkout');
  });
});
