import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Criteria, Look, Progress, Sample } from './criteria.ts';
import { judgeLook } from './judge-look.ts';
import { noLooks } from './progress.ts';

const criteria: Criteria = {
  maxErrorRate: 0.01,
  minRequests: 100,
  latency: [],
  queries: [],
  limits: { failures: 0, inconclusive: 0, consecutiveErrors: 4 },
};

const sample = (requests: number, errors: number, latency: Sample['latency'] = {}): Sample => ({
  requests,
  errors,
  latency,
});

const said = (look: Partial<Look> & Pick<Look, 'version'>, by: Partial<Criteria>, isFinal: boolean) => {
  const { verdict, sentence } = judgeLook(
    { answers: [], ...look },
    noLooks(),
    { ...criteria, ...by },
    isFinal,
  );
  return { verdict, sentence };
};

describe('the error rate against its limit', () => {
  it('gives no verdict on fewer requests than are needed', () => {
    const sentence = '99 requests seen, 100 are needed for a verdict';
    expect(said({ version: sample(99, 99) }, {}, true)).toEqual({ verdict: 'inconclusive', sentence });
    expect(said({ version: sample(99, 99) }, {}, false)).toEqual({ verdict: 'continue', sentence });
  });

  it('is compared itself at the end', () => {
    expect(said({ version: sample(612, 60) }, {}, true)).toEqual({
      verdict: 'fail',
      sentence: '60 of 612 requests answered 5xx (9.8 %, limit 1 %)',
    });
    expect(said({ version: sample(1000, 11) }, {}, true).verdict).toBe('fail');
    expect(said({ version: sample(1000, 10) }, {}, true)).toEqual({
      verdict: 'pass',
      sentence: '10 of 1,000 requests answered 5xx (1 %, limit 1 %)',
    });
  });

  it('fails on the way only beyond doubt: 10 % of 100 requests at a limit of 1 %, and not 2 % of 1,000', () => {
    expect(said({ version: sample(100, 10) }, {}, false).verdict).toBe('fail');
    expect(said({ version: sample(1000, 20) }, {}, false).verdict).toBe('continue');
  });

  it('knows no share of no requests: a rollback, which needs none, passes without traffic', () => {
    const sentence = 'no requests were seen';
    const none = { minRequests: 0, latency: [{ quantile: 0.99, maxMs: 300 }] };
    expect(said({ version: sample(0, 0) }, none, true)).toEqual({ verdict: 'pass', sentence });
    expect(said({ version: sample(0, 0) }, none, false)).toEqual({ verdict: 'continue', sentence });
  });
});

describe('a latency against its limit', () => {
  const latency = [{ quantile: 0.99, maxMs: 300 }];

  it('is broken by more slow requests than its quantile leaves', () => {
    const version = sample(1000, 0, { 50: 985, 80: 15 });
    expect(said({ version }, { latency }, true)).toEqual({
      verdict: 'fail',
      sentence:
        'p99 512.1 ms (limit 300 ms): 15 of 1,000 requests took longer than 318 ms (1.5 %, limit 1 %)',
    });
    expect(said({ version }, { latency }, false).verdict).toBe('continue');
    expect(said({ version: sample(1000, 0, { 50: 900, 80: 100 }) }, { latency }, false).verdict).toBe('fail');
  });

  it('is kept by as many, and by any that the bucket of the limit holds', () => {
    const version = sample(1000, 0, { 50: 900, 75: 90, 76: 10 });
    expect(said({ version }, { latency }, true).verdict).toBe('pass');
    expect(said({ version }, { latency: [{ quantile: 0.5, maxMs: 1e9 }] }, true).verdict).toBe('pass');
  });

  it('is not known of requests without times, such as probes', () => {
    expect(said({ version: sample(1000, 0) }, { latency }, true)).toEqual({
      verdict: 'inconclusive',
      sentence: '0 requests seen, 100 are needed for a verdict',
    });
  });
});

describe('the comparison with a baseline', () => {
  const comparison = { alpha: 0.05, allowedErrorIncrease: 0.25, allowedLatencyIncrease: 0.1 };
  const by = { maxErrorRate: 1, comparison };

  it('fails a version that errs twice as often, on the way too', () => {
    const look = { version: sample(9000, 180, { 40: 9000 }), baseline: sample(9000, 90, { 40: 9000 }) };
    expect(said(look, by, false)).toEqual({
      verdict: 'fail',
      sentence:
        '180 of 9,000 requests (2 %) answered 5xx, 90 of 9,000 requests (1 %) of the baseline, 25 % more is tolerated',
    });
  });

  it('finds at the end what a test for any number of looks cannot find yet, and asks that once', () => {
    const look = {
      version: sample(5000, 100, { 40: 5000 }),
      baseline: sample(5000, 50, { 40: 5000 }),
      answers: [],
    };
    const whole = { ...criteria, ...by };
    expect(judgeLook(look, noLooks(), whole, false).verdict).toBe('continue');
    const last = judgeLook(look, noLooks(), whole, true);
    expect(last.verdict).toBe('fail');
    expect(judgeLook(look, { ...last.progress, byCriterion: {} }, whole, true).verdict).toBe('pass');
  });

  it('spends less at each further last look, and nothing before there is a tenth more to look at', () => {
    let progress = noLooks();
    const at = (requests: number) => {
      const one = sample(requests, 0, { 40: requests });
      progress = judgeLook(
        { version: one, baseline: one, answers: [] },
        progress,
        { ...criteria, ...by },
        true,
      ).progress;
      return [progress.compared.errorsAtLast, progress.compared.latencyAtLast];
    };
    const spent = (tests: number, requests: number) => [
      { tests, requests },
      { tests, requests },
    ];
    expect(at(1000)).toEqual(spent(1, 1000));
    expect(at(1099)).toEqual(spent(1, 1000));
    expect(at(1100)).toEqual(spent(2, 1100));
  });

  it('asks latencies at the end once, with more alpha than looks on the way have left', () => {
    const look = {
      version: sample(1000, 0, { 40: 440, 41: 560 }),
      baseline: sample(1000, 0, { 40: 500, 41: 500 }),
      answers: [],
    };
    const strict = { ...criteria, ...by, comparison: { ...comparison, allowedLatencyIncrease: 0 } };
    const { compared } = noLooks();
    const onTheWay = {
      ...noLooks(),
      compared: { ...compared, latencyOnTheWay: { tests: 5, requests: 400 } },
    };
    expect(judgeLook(look, onTheWay, strict, false).verdict).toBe('continue');
    const last = judgeLook(look, onTheWay, strict, true);
    expect(last.verdict).toBe('fail');
    expect(last.sentence).toMatch(/slower in 53 % of all pairs \(p = 0\.0036\)$/);
    expect(judgeLook(look, { ...last.progress, byCriterion: {} }, strict, true).verdict).toBe('pass');
  });

  it('does not trust a normal approximation of fewer than 30 times, whatever minimum is asked for', () => {
    const few = sample(29, 0, { 40: 29 });
    expect(said({ version: few, baseline: few }, { ...by, minRequests: 10 }, true)).toEqual({
      verdict: 'inconclusive',
      sentence: '29 requests seen, 30 are needed for a verdict',
    });
  });

  it('takes neither weights nor rates that change for harm: 1 % of a twentieth of all, then 5 % of one half', () => {
    const first = { version: sample(100, 1), baseline: sample(1900, 19), answers: [] };
    // In sum 4.9 % of the version's and 3.9 % of the baseline's.
    const last = { version: sample(5100, 251), baseline: sample(6900, 269), answers: [] };
    const strict = { ...criteria, ...by, comparison: { ...comparison, allowedErrorIncrease: 0 } };
    const { progress } = judgeLook(first, noLooks(), strict, false);
    const { details } = judgeLook(last, progress, strict, true);
    expect(details[1]).toBe(
      'errors beside the baseline: success: 251 of 5,100 requests (4.92 %) answered 5xx, 269 of 6,900 requests (3.9 %) of the baseline',
    );
    expect(judgeLook(last, noLooks(), strict, true).details[1]).toContain('failure');
  });

  it('fails a version that is slower than is tolerated, and none that is as slow as that', () => {
    const baseline = sample(1000, 0, { 40: 500, 41: 500 });
    const slower = said({ version: sample(1000, 0, { 42: 500, 43: 500 }), baseline }, by, false);
    expect(slower).toEqual({
      verdict: 'fail',
      sentence:
        'median 13.69 ms in 1,000 requests, 11.31 ms in 1,000 of the baseline, 10 % more is tolerated; beyond that slower in 87.5 % of all pairs (p < 0.0001)',
    });
    expect(said({ version: sample(1000, 0, { 41: 500, 42: 500 }), baseline }, by, true).verdict).toBe('pass');
  });

  it('counts a tolerance in whole buckets, rounded up: 21 % are two, 22 % are three', () => {
    const look = { version: sample(1000, 0, { 43: 1000 }), baseline: sample(1000, 0, { 40: 1000 }) };
    const tolerating = (allowedLatencyIncrease: number) => ({
      ...by,
      comparison: { ...comparison, allowedLatencyIncrease },
    });
    expect(said(look, tolerating(0.21), true).verdict).toBe('fail');
    expect(said(look, tolerating(0.22), true).verdict).toBe('pass');
  });

  it('is left out where nobody gives a baseline, and says so', () => {
    const look = { version: sample(1000, 0, { 40: 1000 }), answers: [] };
    const { verdict, details } = judgeLook(look, noLooks(), { ...criteria, ...by }, true);
    expect(verdict).toBe('pass');
    expect(details[1]).toBe('baseline: pending: there is no baseline to compare with');
  });

  it('is inconclusive at the end with too little of a baseline', () => {
    const version = sample(1000, 0, { 40: 1000 });
    const unseen = { version, baseline: sample(0, 0) };
    expect(said(unseen, by, true)).toEqual({
      verdict: 'inconclusive',
      sentence: '0 requests of the baseline seen, 100 are needed for a verdict',
    });
    expect(said(unseen, by, false).verdict).toBe('continue');
    expect(said({ version, baseline: sample(40, 0, { 40: 40 }) }, by, true)).toEqual({
      verdict: 'inconclusive',
      sentence: '40 requests of the baseline seen, 100 are needed for a verdict',
    });
  });

  it('tests latencies on the way only when there is half as much again, and spends alpha by the number of tests', () => {
    let progress = noLooks();
    const at = (requests: number) => {
      const one = sample(requests, 0, { 40: requests / 2, 45: requests / 2 });
      progress = judgeLook(
        { version: one, baseline: one, answers: [] },
        progress,
        { ...criteria, ...by },
        false,
      ).progress;
      return progress.compared.latencyOnTheWay;
    };
    expect(at(98)).toEqual({ tests: 0, requests: 0 });
    expect(at(100)).toEqual({ tests: 1, requests: 100 });
    expect(at(148)).toEqual({ tests: 1, requests: 100 });
    expect(at(150)).toEqual({ tests: 2, requests: 150 });
  });
});

describe('queries, and the limits of measurements', () => {
  const version = sample(1000, 0);
  const queries = [{ name: 'queue length', expression: 'queue', max: 10 }];
  const unanswered = { name: 'queue length', value: null, why: 'connection refused' };
  const judged = (
    value: number | null,
    progress: Progress,
    by: Partial<Criteria['limits']>,
    isFinal: boolean,
  ) =>
    judgeLook(
      { version, answers: [value === null ? unanswered : { name: 'queue length', value }] },
      progress,
      { ...criteria, queries, limits: { ...criteria.limits, ...by } },
      isFinal,
    );

  it('says what was measured and what would be good', () => {
    const { verdict, sentence, details } = judged(11, noLooks(), {}, false);
    expect({ verdict, sentence }).toEqual({
      verdict: 'fail',
      sentence: 'queue length is 11 (good up to 10)',
    });
    expect(details).toEqual([
      'error rate: success: 0 of 1,000 requests answered 5xx (0 %, limit 1 %)',
      'query queue length: failure: queue length is 11 (good up to 10)',
    ]);
    expect(judged(10, noLooks(), {}, true).verdict).toBe('pass');
  });

  it('tolerates as many failures as the limit says, at the end too, because each is a moment', () => {
    const one = judged(11, noLooks(), { failures: 1 }, false);
    expect(one.verdict).toBe('continue');
    expect(judged(5, one.progress, { failures: 1 }, true).verdict).toBe('pass');
    expect(judged(11, one.progress, { failures: 1 }, false).verdict).toBe('fail');
    expect(judged(11, noLooks(), { failures: 1 }, true).verdict).toBe('pass');
  });

  it('does not tolerate an error rate over its limit at the end, however many failures may be', () => {
    const look = { version: sample(1000, 20), answers: [] };
    const patient = { ...criteria, limits: { ...criteria.limits, failures: 9 } };
    expect(judgeLook(look, noLooks(), patient, true).verdict).toBe('fail');
  });

  it('neither passes nor fails while a provider cannot answer, and gives up after the fifth time in a row', () => {
    let { verdict, sentence, progress } = judged(null, noLooks(), {}, true);
    expect(verdict).toBe('continue');
    expect(sentence).toBe('queue length could not be had: connection refused');
    for (const expected of ['continue', 'continue', 'continue', 'inconclusive'])
      ({ verdict, progress } = expectVerdict(expected, judged(null, progress, {}, true)));
    expect(progress.consecutiveErrors).toBe(5);
  });

  it('counts errors in a row only: an answer begins again', () => {
    const two = judged(null, judged(null, noLooks(), {}, false).progress, {}, false).progress;
    expect(two.consecutiveErrors).toBe(2);
    const { verdict, progress } = judged(3, two, {}, true);
    expect([verdict, progress.consecutiveErrors]).toEqual(['pass', 0]);
  });

  it('may leave a query out on the way, and must have its answer at the end', () => {
    const asked = { ...criteria, queries };
    const on = judgeLook({ version, answers: [] }, noLooks(), asked, false);
    expect([on.verdict, on.progress.consecutiveErrors]).toEqual(['continue', 0]);
    const end = judgeLook({ version, answers: [] }, noLooks(), asked, true);
    expect([end.verdict, end.sentence]).toEqual(['continue', 'queue length was not asked for']);
  });

  it('says once more that there was too little when that is tolerated, and never passes on it', () => {
    const patient = { ...criteria, limits: { ...criteria.limits, inconclusive: 1 } };
    const few = { version: sample(10, 0), answers: [] };
    const first = judgeLook(few, noLooks(), patient, true);
    expect(first.verdict).toBe('continue');
    expect(judgeLook(few, first.progress, patient, true).verdict).toBe('inconclusive');
  });

  it('fails on proven harm even while another criterion has no answer', () => {
    const look = { version: sample(1000, 500), answers: [unanswered] };
    expect(judgeLook(look, noLooks(), { ...criteria, queries }, true).verdict).toBe('fail');
  });
});

it('never takes a version that fails for a better one because it errs once more, or its baseline once less', () => {
  const comparison = { alpha: 0.05, allowedErrorIncrease: 0.1, allowedLatencyIncrease: 0 };
  const size = fc.integer({ min: 100, max: 5000 });
  const part = fc.double({ min: 0, max: 0.2, noNaN: true });
  fc.assert(
    fc.property(size, size, part, part, fc.boolean(), (v, b, vPart, bPart, isFinal) => {
      const [errors, others] = [Math.floor(v * vPart), Math.ceil(b * bPart)];
      const failed = (more: number, fewer: number) =>
        judgeLook(
          {
            version: sample(v, errors + more),
            baseline: sample(b, Math.max(0, others - fewer)),
            answers: [],
          },
          noLooks(),
          { ...criteria, maxErrorRate: 0.1, comparison },
          isFinal,
        ).progress.byCriterion;
      const before = failed(0, 0);
      for (const after of [failed(1, 0), failed(0, 1)])
        for (const [criterion, { failures }] of Object.entries(before))
          expect(after[criterion]?.failures ?? 0).toBeGreaterThanOrEqual(failures);
    }),
  );
});

it('remembers nothing but JSON, and goes on from what was read back', () => {
  const comparison = { alpha: 0.05, allowedErrorIncrease: 0, allowedLatencyIncrease: 0 };
  const compared = { ...criteria, maxErrorRate: 1, comparison };
  const look = (n: number): Look => ({
    version: sample(n, n / 50, { 40: n }),
    baseline: sample(n, n / 100, { 40: n }),
    answers: [],
  });
  let [kept, read] = [noLooks(), noLooks()];
  for (let n = 100; n <= 5000; n += 100) {
    const judgment = judgeLook(look(n), kept, compared, false);
    kept = judgment.progress;
    const again = judgeLook(look(n), read, compared, false);
    expect(again.verdict).toBe(judgment.verdict);
    read = JSON.parse(JSON.stringify(again.progress)) as Progress;
  }
  expect(read).toEqual(kept);
});

function expectVerdict(
  expected: string,
  judgment: ReturnType<typeof judgeLook>,
): ReturnType<typeof judgeLook> {
  expect(judgment.verdict).toBe(expected);
  return judgment;
}
