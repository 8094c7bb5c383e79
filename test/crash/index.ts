/**
 * npm run test:crash [-- --points N | --all] [--seed N] [--lanes N] [--only-points | --only-faults]: SIGKILLs controllers around their durable steps,
 * under load, for each strategy and case; then meets the faults of the matrix (docs/FAULTS.md) at moments of a deploy.
 */
import { parseArgs } from 'node:util';
import { Random } from '../fuzz/random.ts';
import { caseNames, strategies } from './cases.ts';
import { everyPoint, somePoints } from './choose.ts';
import { control, type Order } from './controller.ts';
import { faults } from './faults/faults.ts';
import { meetFault } from './faults/run.ts';
import { moments } from './killing-store.ts';
import { runLane } from './lane.ts';
import { matrixOf, tableOf } from './table.ts';

const requestsPerSecond = 40;
/** This very bundle, in its other role. */
const controller = [...process.argv.slice(1, 2), 'controller'];

/** So many at once: most of the time each waits for its service. */
async function inLanes<T, R>(items: readonly T[], lanes: number, run: (item: T) => Promise<R>): Promise<R[]> {
  const [waiting, results]: [T[], R[]] = [[...items], []];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      results.push(await run(next));
  };
  await Promise.all(Array.from({ length: lanes }, worker));
  return results;
}

/** Without `--all` or `--only-faults` each fault is met at so many moments, chosen by the seed. */
const sampledMoments = 3;

function someOf<T>(items: readonly T[], count: number, random: Random): T[] {
  const left = [...items];
  return Array.from({ length: count }, () => left.splice(random.below(left.length), 1)).flat();
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      all: { type: 'boolean' },
      points: { type: 'string' },
      seed: { type: 'string' },
      lanes: { type: 'string' },
      strategy: { type: 'string', multiple: true },
      case: { type: 'string', multiple: true },
      fault: { type: 'string', multiple: true },
      moment: { type: 'string', multiple: true },
      'only-faults': { type: 'boolean' },
      'only-points': { type: 'boolean' },
      verbose: { type: 'boolean' },
    },
  });
  const atOnce = Number(values.lanes ?? 6);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
  const points = Number(values.points ?? 10);
  const random = new Random(seed);
  const lanes = strategies
    .flatMap(strategy => caseNames.map(name => ({ strategy, name, own: random.below(2 ** 31) })))
    .filter(
      ({ strategy, name }) =>
        (values.strategy ?? [strategy]).includes(strategy) && (values.case ?? [name]).includes(name),
    )
    .map(({ strategy, name, own }) => ({
      strategy,
      name,
      controller,
      requestsPerSecond,
      choose: values.all ? everyPoint(name) : somePoints(name, new Random(own), points),
      say: (line: string) => {
        if (values.verbose || !line.endsWith(': ok')) console.log(line);
      },
    }));
  const began = performance.now();
  const isWhole = values.all || values['only-faults'] || values.moment;
  const meetings = faultsOf(values.fault).map(fault => ({
    fault,
    at: isWhole ? moments : someOf(moments, sampledMoments, random),
  }));
  const rows = values['only-faults'] ? [] : await inLanes(lanes, atOnce, runLane);
  if (rows.length > 0) console.log(tableOf(rows, seed, (performance.now() - began) / 1000));
  const met = values['only-points']
    ? []
    : await inLanes(meetings, atOnce, ({ fault, at }) =>
        meetFault(
          fault,
          at.filter(moment => (values.moment ?? [moment]).includes(moment)),
          controller,
        ),
      );
  const cells = met.flat();
  if (cells.length > 0) console.log(matrixOf(cells));
  const verdicts = [
    ...rows.map(({ failed, wrong }) => failed === 0 && wrong.length === 0),
    ...cells.map(({ wrong }) => wrong.length === 0),
  ];
  const failed = verdicts.filter(isGood => !isGood).length;
  console.log(`${verdicts.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && verdicts.length > 0 ? 0 : 1;
}

const faultsOf = (names: readonly string[] | undefined) =>
  faults.filter(({ name }) => names === undefined || names.includes(name));

const [role, order] = process.argv.slice(2);
if (role === 'controller') await control(JSON.parse(order ?? '{}') as Order);
else await main();
