import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';

const limits = { maxErrorRate: 0.01, minRequests: 100 };

describe('judge', () => {
  it('gives no verdict on fewer requests than are needed', () => {
    expect(judge({ requests: 99, errors: 99 }, limits, true)).toEqual({
      verdict: 'inconclusive',
      sentence: '99 requests seen, 100 are needed for a verdict',
    });
  });

  it('says the share of errors and its limit', () => {
    expect(judge({ requests: 612, errors: 60 }, limits, true)).toEqual({
      verdict: 'fail',
      sentence: '60 of 612 requests answered 5xx (9.8 %, limit 1 %)',
    });
  });

  it('counts thousands as the ledger line does', () => {
    const { sentence } = judge({ requests: 2404, errors: 0 }, { ...limits, minRequests: 100 }, true);
    expect(sentence).toBe('0 of 2,404 requests answered 5xx (0 %, limit 1 %)');
    const few = judge({ requests: 1200, errors: 0 }, { ...limits, minRequests: 5000 }, true);
    expect(few.sentence).toBe('1,200 requests seen, 5,000 are needed for a verdict');
  });

  it('knows no share of no requests: a rollback, which needs none, passes without traffic', () => {
    const seen = { requests: 0, errors: 0 };
    const sentence = 'no requests were seen';
    expect(judge(seen, { ...limits, minRequests: 0 }, true)).toEqual({ verdict: 'pass', sentence });
    expect(judge(seen, { ...limits, minRequests: 0 }, false)).toEqual({ verdict: 'continue', sentence });
  });
});
