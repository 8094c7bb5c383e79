import { describe, expect, it } from 'vitest';
import { latencyBounds } from '../engine/table.ts';
import { bucketOf, Ledger } from './ledger.ts';

describe('the ledger', () => {
  it('counts a request under the deploy and phase in which it ended', () => {
    const ledger = new Ledger();
    ledger.ended('a', 1);
    ledger.mark = { deploy: 'd1', phase: 'shift' };
    ledger.ended('a', 1);
    ledger.ended('b', 1, 'version-5xx');
    ledger.retried('a');
    expect(ledger.snapshot()).toMatchObject([
      { release: 'a', requests: 1, retried: 0, latencyMs: 1, byCause: {} },
      { release: 'a', deploy: 'd1', phase: 'shift', requests: 1, retried: 1, latencyMs: 1, byCause: {} },
      {
        release: 'b',
        deploy: 'd1',
        phase: 'shift',
        requests: 1,
        retried: 0,
        latencyMs: 1,
        byCause: { 'version-5xx': 1 },
      },
    ]);
  });

  it('hands out copies: what is counted later does not change an earlier snapshot', () => {
    const ledger = new Ledger();
    ledger.ended('a', 1, 'client-gone');
    const before = ledger.snapshot();
    ledger.ended('a', 1, 'client-gone');
    expect(before[0]).toMatchObject({ requests: 1, byCause: { 'client-gone': 1 } });
    expect(before[0]?.latency.reduce((a, b) => a + b)).toBe(1);
  });

  it('puts a latency into the first bucket that is not below it, and everything slower into the last', () => {
    expect(bucketOf(0)).toBe(0);
    expect(bucketOf(0.25)).toBe(0);
    expect(bucketOf(0.26)).toBe(1);
    expect(bucketOf(latencyBounds[42] ?? 0)).toBe(42);
    expect(bucketOf(1e9)).toBe(99);
  });
});
