import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialTail } from './binomial.ts';
import { latencyBounds, quantileOf, slowerThan } from './latency.ts';
import { normalTail } from './normal.ts';
import { percent } from './percent.ts';

describe('normalTail', () => {
  it.each([
    [0, 0.5],
    [1, 0.158655253931457],
    [1.959963984540054, 0.025],
    [3.090232306167813, 0.001],
    [5, 2.866515718791946e-7],
    [-1, 0.841344746068543],
  ])('has above %d what the tables have', (z, expected) => {
    expect(normalTail(z) / expected).toBeCloseTo(1, 11);
  });

  it('falls without a step where one formula takes over from the other', () => {
    expect(normalTail(2.9999999) / normalTail(3.0000001) - 1).toBeCloseTo(6.57e-7, 8);
  });
});

describe('binomialTail', () => {
  it.each([
    [8, 10, 0.5, 56 / 1024],
    [15, 20, 0.6, 0.1255989727230374],
    [60, 100, 0.5, 0.028443966820490395],
    [5100, 10_000, 0.5, 0.023292763852473693],
    [10, 10, 0.25, 0.25 ** 10],
    [5, 10, 0.5, 1],
    [3, 10, 0, 0],
  ])('gives %d or more of %d at %d its exact probability', (hits, trials, share, expected) => {
    expect(binomialTail(hits, trials, share)).toBeCloseTo(expected, 11);
  });

  it('falls with every further hit', () => {
    const cases = fc.record({
      trials: fc.integer({ min: 2, max: 5000 }),
      share: fc.double({ min: 0.01, max: 0.9, noNaN: true }),
    });
    fc.assert(
      fc.property(cases, fc.double({ min: 0, max: 0.999, noNaN: true }), ({ trials, share }, part) => {
        const hits = Math.floor(trials * part);
        expect(binomialTail(hits + 1, trials, share)).toBeLessThanOrEqual(binomialTail(hits, trials, share));
      }),
    );
  });
});

describe('quantileOf', () => {
  it('is the upper bound of the bucket that holds it, of sparse counts and of lists', () => {
    expect(quantileOf({ latency: { 10: 50, 20: 49, 40: 1 } }, 0.5)).toBe(0.65);
    expect(quantileOf({ latency: { 10: 50, 20: 49, 40: 1 } }, 0.99)).toBe(1.68);
    expect(quantileOf({ latency: { 10: 50, 20: 49, 40: 1 } }, 0.991)).toBe(11.31);
    expect(quantileOf({ latency: [0, 3] }, 0)).toBe(0.25);
    expect(quantileOf({ latency: [0, 3] }, 0.01)).toBe(0.28);
  });

  it('is nothing of no requests, and the last bound for whatever is slower', () => {
    expect(quantileOf({ latency: {} }, 0.99)).toBeNull();
    expect(quantileOf({ latency: { 99: 1 } }, 1)).toBe(Math.round(latencyBounds[99]! * 100) / 100);
  });

  it('takes no index that is none of a bucket', () => {
    expect(slowerThan({ 3: 1, 120: 5 }, -1)).toBe(1);
  });
});

describe('percent', () => {
  it.each([
    [0.098, '9.8 %'],
    [0.07, '7 %'],
    [0.1234, '12.3 %'],
    [0.0025, '0.25 %'],
    [0.0000123, '0.0012 %'],
    [0, '0 %'],
    [1, '100 %'],
  ])('writes %d as a person reads it', (share, text) => {
    expect(percent(share)).toBe(text);
  });
});
