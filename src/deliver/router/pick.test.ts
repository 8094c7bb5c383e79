import { describe, expect, it } from 'vitest';
import { type Candidate, pick } from './pick.ts';

const a1: Candidate = { release: 'a', live: true, inFlight: 0 };
const a2: Candidate = { release: 'a', live: true, inFlight: 0 };
const b1: Candidate = { release: 'b', live: true, inFlight: 0 };
const always = (number: number) => () => number;

describe('who gets the next request', () => {
  it('is a release in proportion to its weight', () => {
    const split = { a: 3, b: 1 };
    expect(pick([a1, b1], split, always(0))).toBe(a1);
    expect(pick([a1, b1], split, always(0.74))).toBe(a1);
    expect(pick([a1, b1], split, always(0.76))).toBe(b1);
  });

  it('does not depend on how many instances a release has', () => {
    expect(pick([a1, a2, b1], { a: 1, b: 1 }, always(0.51))).toBe(b1);
  });

  it('is, within the release, the instance with the fewest requests in hand', () => {
    const busy = { ...a1, inFlight: 2 };
    const lessBusy = { ...a2, inFlight: 1 };
    expect(pick([busy, lessBusy], { a: 1 }, always(0))).toBe(lessBusy);
  });

  it('is left to chance among equals', () => {
    expect(pick([a1, a2], { a: 1 }, always(0.4))).toBe(a1);
    expect(pick([a1, a2], { a: 1 }, always(0.6))).toBe(a2);
  });

  it('is never an ejected instance, and a release that has no other yields its share', () => {
    const ejected = { ...a1, live: false };
    expect(pick([ejected, b1], { a: 99, b: 1 }, always(0))).toBe(b1);
  });

  it('is nobody when the weight is 0, absent, or nobody lives', () => {
    expect(pick([a1], { a: 0 }, always(0))).toBeUndefined();
    expect(pick([a1], {}, always(0))).toBeUndefined();
    expect(pick([{ ...a1, live: false }], { a: 1 }, always(0))).toBeUndefined();
    expect(pick([], { a: 1 }, always(0))).toBeUndefined();
  });

  it('takes weights from the table only, not from Object.prototype', () => {
    expect(pick([{ ...a1, release: 'constructor' }], {}, always(0))).toBeUndefined();
  });
});
