import { expect, test } from 'vitest';
import { judgeSeeds, sentenceOf, summaryOf } from './seeds.ts';

test('ten thousand other releases with faults at every effect keep the seven invariants', async () => {
  const judged = await judgeSeeds(1_000_001, 3550);
  console.log(summaryOf(judged));
  expect(judged.failing.map(sentenceOf)).toEqual([]);
  expect(judged.coverage.releases).toBeGreaterThan(10_000);
});
