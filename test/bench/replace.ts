import { startLoad } from '../../src/deliver/load/load.ts';
import { ordersWorkload } from '../../src/deliver/load/orders.ts';
import { type DeployDocument, OrdersCopy } from './orders.ts';
import { print, type Row } from './table.ts';

/** v1 to v2, then v3 found bad and rolled back, ten times, each time under load counted at the client. */
const runs = Number(process.env['RUNS'] ?? 10);
const requestsPerSecond = Number(process.env['RATE'] ?? 1000);
const rows: Row[] = [];

for (let run = 1; run <= runs; run += 1) {
  const orders = new OrdersCopy();
  orders.edit('07_REQ/REQ-01_orders_delivery.md', { '4 seconds': '10 seconds' });
  const { url } = await orders.json<DeployDocument>('up', '.', '--as', 'v1', '--port', '28080');
  const load = startLoad({ url, requestsPerSecond, connections: 32, workload: ordersWorkload() });
  await new Promise(resolve => setTimeout(resolve, 4000));
  load.mark('replace');
  const replaced = (await orders.json<DeployDocument>('up', '.', '--source', 'v2', '--as', 'v2')).deploy;
  load.mark('rollback');
  const bad = (await orders.json<DeployDocument>('up', '.', '--source', 'v3', '--as', 'v3')).deploy;
  load.mark('after');
  const report = await load.stop();
  const routed = await routedRequests(orders);
  const stored = orders.stored();
  if (report.lost > 0)
    process.stderr.write(
      `${JSON.stringify(report.lostByCause)} ${JSON.stringify(report.losses.slice(0, 3))}\n`,
    );
  const window = (name: string) => report.windows.find(candidate => candidate.name === name);
  rows.push({
    subject: `run ${run}`,
    'v1 to v2: requests': window('replace')?.started ?? 0,
    lost: window('replace')?.lost ?? -1,
    'switch ms': replaced.switchMs ?? -1,
    outcome: replaced.outcome,
    'v3: requests': window('rollback')?.started ?? 0,
    'v3 own 5xx': window('rollback')?.ownErrors ?? -1,
    'lost beside': (window('rollback')?.lost ?? -1) + (window('after')?.lost ?? -1),
    'rollback ms': bad.rollbackMs ?? -1,
    end: bad.outcome,
    'acknowledged / stored once': `${report.acknowledged.length} / ${report.acknowledged.filter(id => stored.get(id) === 1).length}`,
    'client / router': `${report.started} / ${routed}`,
    'p99 ms (quiet)': `${replaced.p99Ms} (${replaced.quietP99Ms})`,
  });
  orders.remove();
}
print(
  `Replaced under ${requestsPerSecond} requests/s, one in five a POST, keep-alive and plain connections`,
  rows,
);
const held = rows.every(
  row =>
    row['lost'] === 0 &&
    row['lost beside'] === 0 &&
    row['outcome'] === 'promoted' &&
    row['end'] === 'rolled-back',
);
process.exitCode = held ? 0 : 1;

/** What the router saw end, over all releases. */
async function routedRequests(orders: OrdersCopy): Promise<number> {
  const { placeOf } = await import('../../src/app/place.ts');
  const { connectRouter } = await import('../../src/deliver/router/client.ts');
  const { tallies } = await connectRouter(placeOf(orders.folder, 'local').routerSocket).stats();
  return tallies.reduce((n, tally) => n + tally.requests, 0);
}
