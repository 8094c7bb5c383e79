/** npm run simulate -- --seed N | --from N --seeds N: tells the story of a seed, or runs many of them (--first: to the first that fails). */
import { parseArgs } from 'node:util';
import { scenarioOf } from './generate.ts';
import { judgeSeeds, sentenceOf, summaryOf } from './seeds.ts';
import { shrink } from './shrink.ts';
import { simulate } from './simulate.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    from: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1000' },
    first: { type: 'boolean', default: false },
    shrink: { type: 'boolean', default: false },
  },
});

if (values.seed === undefined) {
  const judged = await judgeSeeds(Number(values.from), Number(values.seeds), values.first);
  for (const failing of judged.failing) console.log(sentenceOf(failing));
  for (const name of ['transitions', 'outcomes', 'resumedIn', 'faults'] as const)
    for (const [key, count] of [...judged.coverage[name]].sort(([a], [b]) => a.localeCompare(b)))
      console.log(`${name}: ${key}: ${count}`);
  console.log(summaryOf(judged));
  process.exitCode = judged.failing.length === 0 ? 0 : 1;
} else {
  const scenario = scenarioOf(Number(values.seed));
  console.log(JSON.stringify(scenario));
  const { violations } = await simulate(scenario, line => console.log(line));
  for (const { invariant, sentence, at } of violations)
    console.log(`invariant ${invariant}, ${at} ms: ${sentence}`);
  const [first] = violations;
  if (first && values.shrink)
    console.log(
      `for test/simulation/cases:\n${JSON.stringify({ about: first.sentence, scenario: await shrink(scenario, first.invariant) }, null, 1)}`,
    );
  process.exitCode = violations.length === 0 ? 0 : 1;
}
