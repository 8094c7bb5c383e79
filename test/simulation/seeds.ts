import { Coverage } from './coverage.ts';
import { scenarioOf } from './generate.ts';
import type { Violation } from './judge.ts';
import { simulate } from './simulate.ts';

export interface Failing {
  readonly seed: number;
  readonly violation: Violation;
}

export interface Judged {
  readonly coverage: Coverage;
  readonly failing: readonly Failing[];
  readonly seconds: number;
}

/** Runs the scenarios of so many seeds; of each that fails, its first violation. */
export async function judgeSeeds(from: number, count: number, isFirstEnough = false): Promise<Judged> {
  const coverage = new Coverage();
  const failing: Failing[] = [];
  const started = performance.now();
  for (let seed = from; seed < from + count; seed += 1) {
    const result = await simulate(scenarioOf(seed));
    coverage.add(result.coverage);
    const [violation] = result.violations;
    if (violation) failing.push({ seed, violation });
    if (isFirstEnough && violation) break;
  }
  return { coverage, failing, seconds: (performance.now() - started) / 1000 };
}

/** What is printed of a seed that fails: what was violated, and the command that tells the story. */
export const sentenceOf = ({ seed, violation: { invariant, sentence, at } }: Failing): string =>
  `invariant ${invariant} after ${at} ms: ${sentence}\n  npm run simulate -- --seed ${seed}`;

/** One line: how much was simulated, and how fast. */
export const summaryOf = ({ coverage, failing, seconds }: Judged): string =>
  `${coverage.releases} releases, ${coverage.requests} requests, ${count(coverage.faults)} faults, ${failing.length} seeds failed, ` +
  `${(coverage.releases / seconds).toFixed(0)} releases/s`;

const count = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, n) => sum + n, 0);
