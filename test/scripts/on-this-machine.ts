/** The scripts on this machine: each twice, a bad version, and a deploy that is interrupted at ten moments. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LoadHandle, startLoad } from '../../src/deliver/load/load.ts';
import { ordersWorkload } from '../../src/deliver/load/orders.ts';
import type { Tally } from '../suite/tally.ts';
import { unlike, without } from './faults.ts';
import { judged, OrdersProject } from './project.ts';

const port = 28_490;
const here = ['--env', 'local'];
const url = `http://127.0.0.1:${port}`;

async function listsOrders(): Promise<number> {
  const answer = await fetch(`${url}/orders?limit=1`, { headers: { connection: 'close' } });
  await answer.arrayBuffer();
  return answer.status;
}

const load = (requestsPerSecond = 60): LoadHandle =>
  startLoad({ url, requestsPerSecond, connections: 6, workload: ordersWorkload() });

async function lostIn(load: LoadHandle): Promise<string[]> {
  const { lost, started, losses } = await load.stop();
  console.log(`    ${started} requests, ${lost} lost`);
  return losses.map(({ atMs, cause, method, path }) => `${atMs} ms: ${method} ${path}: ${cause}`);
}

export async function onThisMachine(tally: Tally): Promise<void> {
  const project = new OrdersProject({ port });
  try {
    project.edit('docs/07_REQ/REQ-01_orders_delivery.md', '4 seconds', '2 seconds');
    project.takeItsTime();
    tally.faultless('the example is generated', [project.generate()].filter(Boolean));
    await twice(project, tally);
    await replaced(project, tally);
    await interrupted(project, tally);
    await badVersion(project, tally);
    tally.faultless('logs are called as the document says', wronglyNamed(project));
  } finally {
    project.remove();
  }
}

const step = (project: OrdersProject, tally: Tally, name: string, status: number, ...words: string[]) =>
  judged(project, tally, [name, ...here], { status, words });

/** Nothing is there at first; every script may be run again. */
async function twice(project: OrdersProject, tally: Tally): Promise<void> {
  await step(project, tally, 'health-check', 1, 'nothing runs here');
  for (const name of ['setup', 'install', 'deploy', 'health-check', 'smoke-tests', 'cleanup'])
    for (const _ of ['first', 'second']) await step(project, tally, name, 0);
  const dry = await project.script('deploy', [...here, '--dry-run']);
  tally.faultless('deploy.sh --dry-run says what it would do', [
    ...unlike('the exit code', dry.status, 0),
    ...without(dry.said, 'would run: '),
  ]);
  tally.faultless('the first version serves', unlike('GET /orders', await listsOrders(), 405));
}

async function replaced(project: OrdersProject, tally: Tally): Promise<void> {
  project.version('v1', 'v2');
  const running = load();
  await step(project, tally, 'deploy', 0, 'deployed');
  tally.faultless('the second version serves', unlike('GET /orders', await listsOrders(), 200));
  await step(project, tally, 'rollback', 0, 'rolled back');
  await step(project, tally, 'rollback', 0, 'rolled back already');
  tally.faultless('twice back is once back', unlike('GET /orders', await listsOrders(), 405));
  tally.faultless('a deploy and a rollback lose no request', await lostIn(running));
}

/** One run from its begin to its end, cut at ten moments; the next run goes on from there. */
async function interrupted(project: OrdersProject, tally: Tally): Promise<void> {
  const running = load();
  let [from, to] = ['v2', 'v1'];
  for (let moment = 0; moment < 10; moment++) {
    project.version(from, to);
    [from, to] = [to, from];
    const signal = moment % 2 === 0 ? 'SIGTERM' : 'SIGINT';
    const afterMs = 150 + moment * 450;
    const first = await project.script('deploy', here, { afterMs, signal });
    const next = await project.script('deploy', here);
    const serves = await listsOrders();
    tally.faultless(
      `deploy.sh cut by ${signal} after ${afterMs} ms ends with 1, and the next one ends the work`,
      [
        ...(first.status === 0 ? [] : unlike('the first exit code', first.status, 1)),
        ...(first.status === 0 ? [] : without(first.said, 'interrupted; started again it goes on from here')),
        ...unlike('the second exit code', next.status, 0),
        ...unlike('GET /orders', serves, from === 'v2' ? 200 : 405),
        ...(next.status === 0 ? [] : [first.said.slice(-500), next.said.slice(-800)]),
      ],
    );
  }
  tally.faultless('ten interrupted deploys lose no request', await lostIn(running));
}

/** It turns ready, and fails one order in ten: only real requests show it. */
async function badVersion(project: OrdersProject, tally: Tally): Promise<void> {
  const before = await listsOrders();
  project.version('v2', 'v3');
  // Enough for a verdict: of fewer than a hundred requests probes make up the rest, which never fail.
  const running = load(180);
  await step(project, tally, 'deploy', 1, 'the new version does not serve');
  tally.faultless('the version before serves on', unlike('GET /orders', await listsOrders(), before));
  tally.faultless('a bad version loses no request', await lostIn(running));
  await step(project, tally, 'health-check', 0);
}

function wronglyNamed({ folder }: OrdersProject): string[] {
  const names = readdirSync(join(folder, 'logs')).filter(name => !name.startsWith('.'));
  const text = names.map(name => readFileSync(join(folder, 'logs', name), 'utf8')).join('');
  return [
    ...names.filter(name => !/^deployment_\d{8}_\d{6}\.log$/.test(name)),
    ...without(text, 'deploy.sh deployed', 'rollback.sh rolled back'),
  ];
}
