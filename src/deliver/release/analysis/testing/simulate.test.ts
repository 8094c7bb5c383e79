import { describe, expect, it } from 'vitest';
import type { Criteria } from '../criteria.ts';
import { simulate } from './simulate.ts';

/** The small version of `npm run bench:analysis`: the same seed gives the same figures. */
const criteria: Criteria = {
  maxErrorRate: 1,
  minRequests: 100,
  latency: [],
  comparison: { alpha: 0.05, allowedErrorIncrease: 0, allowedLatencyIncrease: 0 },
  queries: [],
  limits: { failures: 0, inconclusive: 0, consecutiveErrors: 4 },
};
const traffic = { seed: 20261122, requests: 5000, errorRate: 0.01, errorFactor: 1, criteria };

describe('versions that are no worse than their baseline', () => {
  it.each([
    [1, 1000],
    [10, 1000],
    [100, 600],
    [1000, 100],
  ])('are failed in one case of twenty at most, looked at %d times', (looks, runs) => {
    const { any, byCriterion } = simulate({ ...traffic, looks, runs, latencyFactor: 1 });
    expect(any).toBeLessThanOrEqual(0.05);
    // Neither test is asleep.
    expect(Object.keys(byCriterion).length).toBeGreaterThan(0);
  });

  it('are failed no more often when they are as much worse as is tolerated', () => {
    const tolerant = { alpha: 0.05, allowedErrorIncrease: 0.5, allowedLatencyIncrease: 0.1 };
    const scenario = { ...traffic, looks: 20, runs: 1000, errorFactor: 1.5, latencyFactor: 1.1 };
    const { any } = simulate({ ...scenario, criteria: { ...criteria, comparison: tolerant } });
    expect(any).toBeLessThanOrEqual(0.05);
    expect(simulate(scenario).any).toBe(1);
  });

  it('are failed no more often when there are ten steps with a last look each', () => {
    const scenario = { ...traffic, looks: 100, steps: 10, runs: 600, latencyFactor: 1 };
    expect(simulate(scenario).any).toBeLessThanOrEqual(0.05);
  });

  it('are failed no more often when the baseline has a tenth of the traffic', () => {
    const scenario = { ...traffic, looks: 50, runs: 600, baselineRequests: 500, latencyFactor: 1 };
    expect(simulate(scenario).any).toBeLessThanOrEqual(0.05);
  });
});

describe('a version that errs twice as often as 1 %, with 5,000 requests on each side', () => {
  it.each([
    [10, 1000],
    [100, 500],
  ])('is found in nine cases of ten at least, looked at %d times', (looks, runs) => {
    const { any, earlyRequests } = simulate({ ...traffic, looks, runs, errorFactor: 2 });
    expect(any).toBeGreaterThanOrEqual(0.9);
    expect(earlyRequests).toBeLessThan(3000);
  });
});

describe('a limit of 1 %', () => {
  const limited: Criteria = { ...criteria, maxErrorRate: 0.01, minRequests: 50 };
  const { comparison: _, ...alone } = limited;
  const early = { ...traffic, baselineRequests: 0, looks: 500, runs: 500, criteria: alone };

  it('is hardly ever taken for broken on the way by errors of just 1 %', () => {
    expect(simulate(early).early).toBeLessThanOrEqual(0.004);
  });

  it('is seen to be broken by errors of 10 % within 200 requests', () => {
    const { early: found, earlyRequests } = simulate({ ...early, errorFactor: 10 });
    expect(found).toBe(1);
    expect(earlyRequests).toBeLessThanOrEqual(200);
  });
});
