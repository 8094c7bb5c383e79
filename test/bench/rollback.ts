import { type Agent, get, Agent as KeepAlive } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { startLoad } from '../../src/deliver/load/load.ts';
import type { StrategyName } from '../../src/model/service.ts';
import { Orders, strategies } from '../crash/cases.ts';
import { CrashProject } from '../crash/project.ts';
import { review } from '../crash/reviewer.ts';
import { median, print, type Row } from './table.ts';

/** Versions that answer 500 as soon as they have traffic, of each strategy, under load: how fast the traffic is back. */
const runs = Number(process.env['RUNS'] ?? 50);
const requestsPerSecond = Number(process.env['RATE'] ?? 200);
const limitMs = 100;
const wanted = (process.env['STRATEGIES']?.split(',') ?? [...strategies]) as StrategyName[];

interface Back {
  /** From the verdict to all traffic on the old version, by the record of the deploy. */
  readonly rollbackMs: number;
  /** From the first answer of 500 to the last one, as one client sees them that asks all the time. */
  readonly badMs: number;
}

function rowOf(strategy: StrategyName, { backs, lost }: { backs: readonly Back[]; lost: number }): Row {
  const [rollback, bad] = [backs.map(one => one.rollbackMs), backs.map(one => one.badMs)];
  const round = (ms: number) => Math.round(ms * 10) / 10;
  return {
    subject: strategy,
    runs: backs.length,
    median: round(median(rollback)),
    worst: round(Math.max(...rollback)),
    'bad answers for, median': round(median(bad)),
    'at most': round(Math.max(...bad)),
    lost,
  };
}

async function rollBackOften(strategy: StrategyName): Promise<{ backs: readonly Back[]; lost: number }> {
  const project = await CrashProject.create([], { bakeSeconds: 1 });
  const orders = new Orders(project, strategy);
  try {
    const first = orders.first();
    await project.up('blue-green', first.version.name);
    orders.answered(first.version);
    const goHome = review(project);
    const load = startLoad({
      url: project.url,
      requestsPerSecond,
      connections: 16,
      workload: { get: () => '/', post: () => ({ path: '/', body: '{}', idOf: () => undefined }) },
    });
    await sleep(2_500);
    const backs: Back[] = [];
    for (let run = 0; run < runs; run += 1) backs.push(await rollBackOnce(project, orders, strategy));
    goHome();
    return { backs, lost: (await load.stop()).lost };
  } finally {
    await project.remove();
  }
}

async function rollBackOnce(project: CrashProject, orders: Orders, strategy: StrategyName): Promise<Back> {
  const { version } = orders.deploy('answers-500');
  const client = new Client(project.url);
  const asked = client.run();
  const { deploy } = await project.up(strategy, version.name);
  client.stop();
  await asked;
  if (deploy?.outcome !== 'rolled-back' || deploy.rollbackMs === null)
    throw new Error(`a bad version was not rolled back: ${deploy?.outcome}, ${deploy?.reason}`);
  return { rollbackMs: deploy.rollbackMs, badMs: client.badMs };
}

const askEveryMs = 5;

/** One client that asks all the time, and remembers when it was answered 500 first and last. */
class Client {
  readonly #url: string;
  readonly #agent: Agent = new KeepAlive({ keepAlive: true });
  #isOver = false;
  #first: number | undefined;
  #last = 0;

  constructor(url: string) {
    this.#url = url;
  }

  get badMs(): number {
    return this.#first === undefined ? 0 : this.#last - this.#first;
  }

  stop(): void {
    this.#isOver = true;
  }

  async run(): Promise<void> {
    while (!this.#isOver) {
      if ((await this.#ask()) === 500) {
        this.#last = performance.now();
        this.#first ??= this.#last;
      }
      await sleep(askEveryMs);
    }
    this.#agent.destroy();
  }

  #ask(): Promise<number> {
    return new Promise(resolve => {
      get(this.#url, { agent: this.#agent }, response => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      }).on('error', () => resolve(0));
    });
  }
}

const rows: Row[] = [];
for (const strategy of wanted) rows.push(rowOf(strategy, await rollBackOften(strategy)));
print(
  `${runs} bad versions of each strategy, ${requestsPerSecond} requests/s; milliseconds from the verdict to all traffic on the old version, and from the first bad answer to the last`,
  rows,
);
// `recreate` has to start what it has stopped.
const isFast = (row: Row) => row['subject'] === 'recreate' || Number(row['worst']) < limitMs;
process.exitCode = rows.every(row => isFast(row) && row['lost'] === 0) ? 0 : 1;
