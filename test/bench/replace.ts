import { startLoad } from '../../src/deliver/load/load.ts';
import { ordersWorkload } from '../../src/deliver/load/orders.ts';
import { type DeployDocument, OrdersCopy } from './orders.ts';
import { print, type Row } from './table.ts';

/** v1 to v2, then v3 found bad and rolled back, ten times, each time under load counted at the client. */
const runs = Number(process.env['RUNS'] ?? 10);
const requestsPerSecond = Number(process.env['RATE'] ?? 1000);
const bakeSeconds = Number(process.env['BAKE'] ?? 10);
/** What must be seen for "0 lost" to mean something, and how long a switch back may take. */
const [wantedRequests, rollbackLimitMs] = [10_000, 1000];

interface Figures {
  readonly requests: number;
  readonly lost: number;
  readonly switchMs: number;
  readonly outcome: string;
  readonly badRequests: number;
  readonly ownErrors: number;
  readonly lostBeside: number;
  readonly rollbackMs: number;
  readonly end: string;
  readonly acknowledged: number;
  readonly storedOnce: number;
  readonly client: number;
  readonly router: number;
  readonly p99: string;
}

/** Each claim of the table, and whether a run bears it out. */
const claims: Readonly<Record<string, (run: Figures) => boolean>> = {
  [`at least ${wantedRequests} requests from v1 to v2`]: run => run.requests >= wantedRequests,
  '0 lost from v1 to v2': run => run.lost === 0,
  'v2 promoted': run => run.outcome === 'promoted',
  'v3 rolled back': run => run.end === 'rolled-back',
  'v3 itself answered 5xx': run => run.ownErrors > 0,
  '0 lost beside the answers of v3': run => run.lostBeside === 0,
  [`rollback in less than ${rollbackLimitMs} ms`]: run =>
    run.rollbackMs >= 0 && run.rollbackMs < rollbackLimitMs,
  'each acknowledged write stored once': run => run.acknowledged > 0 && run.storedOnce === run.acknowledged,
  'client and router count the same': run => run.client === run.router,
};

const rows: Row[] = [];
const broken: string[] = [];
for (let run = 1; run <= runs; run += 1) {
  const figures = await replaceAndRollBack();
  rows.push(row(`run ${run}`, figures));
  for (const [claim, holds] of Object.entries(claims))
    if (!holds(figures)) broken.push(`run ${run} does not hold: ${claim}`);
}
print(
  `Replaced under ${requestsPerSecond} requests/s, one in five a POST, keep-alive and plain connections, bake time ${bakeSeconds} s`,
  rows,
);
process.stderr.write(
  broken.length === 0
    ? `\nheld in each run: ${Object.keys(claims).join('; ')}\n`
    : `\n${broken.join('\n')}\n`,
);
process.exitCode = broken.length === 0 && rows.length > 0 ? 0 : 1;

async function replaceAndRollBack(): Promise<Figures> {
  const orders = new OrdersCopy();
  try {
    orders.edit('07_REQ/REQ-01_orders_delivery.md', { '4 seconds': `${bakeSeconds} seconds` });
    const { url } = await orders.json<DeployDocument>('up', '.', '--as', 'v1', '--port', '28080');
    const load = startLoad({ url, requestsPerSecond, connections: 32, workload: ordersWorkload() });
    await new Promise(resolve => setTimeout(resolve, 4000));
    load.mark('replace');
    const replaced = (await orders.json<DeployDocument>('up', '.', '--source', 'v2', '--as', 'v2')).deploy;
    load.mark('rollback');
    const bad = (await orders.json<DeployDocument>('up', '.', '--source', 'v3', '--as', 'v3')).deploy;
    load.mark('after');
    const report = await load.stop();
    if (report.lost > 0)
      process.stderr.write(
        `${JSON.stringify(report.lostByCause)} ${JSON.stringify(report.losses.slice(0, 3))}\n`,
      );
    const stored = orders.stored();
    const of = (name: string) => report.windows.find(candidate => candidate.name === name);
    return {
      requests: of('replace')?.started ?? 0,
      lost: of('replace')?.lost ?? -1,
      switchMs: replaced.switchMs ?? -1,
      outcome: replaced.outcome,
      badRequests: of('rollback')?.started ?? 0,
      ownErrors: of('rollback')?.ownErrors ?? -1,
      lostBeside: report.lost - (of('replace')?.lost ?? 0),
      rollbackMs: bad.rollbackMs ?? -1,
      end: bad.outcome,
      acknowledged: report.acknowledged.length,
      storedOnce: report.acknowledged.filter(id => stored.get(id) === 1).length,
      client: report.started,
      router: await routedRequests(orders),
      p99: `${replaced.p99Ms} (${replaced.quietP99Ms})`,
    };
  } finally {
    orders.remove();
  }
}

function row(subject: string, figures: Figures): Row {
  return {
    subject,
    'v1 to v2: requests': figures.requests,
    lost: figures.lost,
    'switch ms': figures.switchMs,
    outcome: figures.outcome,
    'v3: requests': figures.badRequests,
    'v3 own 5xx': figures.ownErrors,
    'lost beside': figures.lostBeside,
    'rollback ms': figures.rollbackMs,
    end: figures.end,
    'acknowledged / stored once': `${figures.acknowledged} / ${figures.storedOnce}`,
    'client / router': `${figures.client} / ${figures.router}`,
    'p99 ms (quiet)': figures.p99,
  };
}

/** What the router saw end, over all releases. */
async function routedRequests(orders: OrdersCopy): Promise<number> {
  const { placeOf } = await import('../../src/app/deliver/place.ts');
  const { connectRouter } = await import('../../src/deliver/router/client.ts');
  const { tallies } = await connectRouter(placeOf(orders.folder, 'local', 'orders').routerSocket).stats();
  return tallies.reduce((n, tally) => n + tally.requests, 0);
}
