/** npm run test:long -- [--releases N] [--seed N]: a million simulated releases; prints what belongs in docs/SIMULATION.md. */
import { parseArgs } from 'node:util';
import { Coverage } from './coverage.ts';
import { judgeSeeds, sentenceOf } from './seeds.ts';

const { values } = parseArgs({
  options: {
    releases: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '10000000' },
  },
});
const releases = Number(values.releases);
const seedsAtATime = 1000;

const coverage = new Coverage();
let [failed, seconds] = [0, 0];
let from = Number(values.seed);
for (; coverage.releases < releases; from += seedsAtATime) {
  const judged = await judgeSeeds(from, seedsAtATime);
  coverage.add(judged.coverage);
  failed += judged.failing.length;
  seconds += judged.seconds;
  for (const failing of judged.failing) console.log(sentenceOf(failing));
}
const faults = [...coverage.faults.values()].reduce((sum, n) => sum + n, 0);
console.log(
  `| ${coverage.releases} | ${coverage.requests} | ${faults} | ${coverage.faults.size} | ${coverage.transitions.size} | ` +
    `${failed} | ${seconds.toFixed(0)} | ${values.seed} to ${from - 1} |`,
);
process.exitCode = failed === 0 ? 0 : 1;
