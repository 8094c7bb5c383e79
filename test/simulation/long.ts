/** npm run test:long -- --simulation [--releases N] [--seed N]: a million simulated releases, a thread for each core; prints what belongs in docs/SIMULATION.md. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, type MessagePort, parentPort, Worker } from 'node:worker_threads';
import { Coverage } from './coverage.ts';
import { type Failing, judgeSeeds, sentenceOf } from './seeds.ts';

const seedsAtATime = 1000;

/** What a thread found in its seeds; without the methods, which do not go from one thread to another. */
interface Found {
  readonly coverage: Parameters<Coverage['add']>[0];
  readonly failing: readonly Failing[];
}

if (isMainThread) await main();
else work(parentPort as MessagePort);

function work(port: MessagePort): void {
  port.on('message', (from: number) => {
    void judgeSeeds(from, seedsAtATime).then(({ coverage, failing }) =>
      port.postMessage({ coverage, failing } satisfies Found),
    );
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      releases: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: '10000000' },
    },
  });
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const coverage = new Coverage();
  let failed = 0;
  let from = Number(values.seed);
  /** One thread, from seeds to seeds until there are enough releases. */
  const thread = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL(import.meta.url));
      const next = () => {
        if (coverage.releases >= Number(values.releases))
          return void worker.terminate().then(() => resolve());
        worker.postMessage(from);
        from += seedsAtATime;
      };
      worker.on('error', reject);
      worker.on('message', (found: Found) => {
        coverage.add(found.coverage);
        failed += found.failing.length;
        for (const failing of found.failing) console.log(sentenceOf(failing));
        console.error(`${coverage.releases} releases, ${failed} seeds failed, ${seconds().toFixed(0)} s`);
        next();
      });
      next();
    });
  await Promise.all(Array.from({ length: availableParallelism() }, thread));
  const faults = [...coverage.faults.values()].reduce((sum, n) => sum + n, 0);
  console.log(
    `| ${coverage.releases} | ${coverage.requests} | ${faults} | ${coverage.faults.size} | ${coverage.transitions.size} | ` +
      `${failed} | ${seconds().toFixed(0)} | ${values.seed} to ${from - 1} |`,
  );
  process.exitCode = failed === 0 ? 0 : 1;
}
