/** npm run test:long -- --soak [--minutes N]: deploys under load for half an hour; nothing may be lost, nothing may grow. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type LoadReport, startLoad } from '../../src/deliver/load/load.ts';
import { Orders, strategies } from '../crash/cases.ts';
import { CrashProject } from '../crash/project.ts';
import { review } from '../crash/reviewer.ts';
import { commit } from '../crash/table.ts';
import { growth, type Memory, memoryOf } from './memory.ts';

const { values } = parseArgs({
  options: { soak: { type: 'boolean' }, minutes: { type: 'string' }, rate: { type: 'string' } },
});
const minutes = Number(values.minutes ?? 30);
const requestsPerSecond = Number(values.rate ?? 300);
const everyMs = 15_000;
const badEvery = 5;
/** What serves loses requests by its nature when it is stopped before the next one starts; it is for development. */
const used = strategies.filter(name => name !== 'recreate');
/** How much more of the memory of a process may be resident in the last third than in the second one. */
const mayGrow = 1.2;

/** Of some 24 canaries of good versions; more than that would happen by chance in one soak of thirty. */
const mostMisjudged = 3;

interface Tally {
  deploys: number;
  promoted: number;
  rolledBack: number;
  readonly unexpected: string[];
  /** Good versions that the comparison with the baseline called worse: it errs in at most one of twenty. */
  misjudged: number;
}

const project = await CrashProject.create([], { bakeSeconds: 1, drainSeconds: 2, minRequests: 20 });
const orders = new Orders(project, 'blue-green');
const tally: Tally = { deploys: 0, promoted: 0, rolledBack: 0, unexpected: [], misjudged: 0 };
const memory: Memory[] = [];
try {
  const first = orders.first();
  await project.up('blue-green', first.version.name);
  orders.answered(first.version);
  const goHome = review(project);
  const load = startLoad({
    url: project.url,
    requestsPerSecond,
    connections: 32,
    workload: { get: () => '/', post: () => ({ path: '/', body: '{}', idOf: () => undefined }) },
  });
  await deployOnAndOn();
  goHome();
  report(await load.stop());
} finally {
  await project.remove();
}

async function deployOnAndOn(): Promise<void> {
  const began = performance.now();
  for (let n = 1; performance.now() - began < minutes * 60_000; n += 1) {
    const due = began + n * everyMs;
    memory.push({ atSeconds: Math.round((performance.now() - began) / 1000), ...(await deployOnce(n)) });
    const { controller, supervisor, router } = memory.at(-1) ?? {};
    console.log(
      `${memory.at(-1)?.atSeconds} s: MB of controller ${controller}, supervisor ${supervisor}, router ${router}`,
    );
    await sleep(Math.max(0, due - performance.now()));
  }
}

/** The memory of the processes at its end. */
async function deployOnce(n: number): Promise<Omit<Memory, 'atSeconds'>> {
  const strategy = used[n % used.length] ?? 'rolling';
  const isBad = n % badEvery === 0;
  const { version } = orders.deploy(isBad ? 'answers-500' : 'good');
  const child = project.startUp(strategy, version.name);
  let [said, controller] = ['', 0];
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const looking = setInterval(() => (controller = Math.max(controller, memoryOf(child.pid ?? 0))), 200);
  await new Promise(resolve => child.on('close', resolve));
  clearInterval(looking);
  count(strategy, isBad, said);
  return { controller, ...pidsMemory() };
}

function count(strategy: string, isBad: boolean, said: string): void {
  const { deploy } = JSON.parse(said) as { deploy: { outcome: string; reason: string } | null };
  tally.deploys += 1;
  if (deploy?.outcome === 'promoted') tally.promoted += 1;
  if (deploy?.outcome === 'rolled-back') tally.rolledBack += 1;
  const wanted = isBad ? 'rolled-back' : 'promoted';
  if (!isBad && deploy?.outcome === 'rolled-back' && deploy.reason.includes('of the baseline'))
    tally.misjudged += 1;
  else if (deploy?.outcome !== wanted)
    tally.unexpected.push(`${strategy} ${isBad ? 'bad' : 'good'}: ${deploy?.outcome}: ${deploy?.reason}`);
}

function pidsMemory(): Pick<Memory, 'supervisor' | 'router'> {
  const { folder } = project.place;
  const { pid } = JSON.parse(readFileSync(join(folder, 'supervisor.pid'), 'utf8')) as { pid: number };
  const state = JSON.parse(readFileSync(join(folder, 'supervisor.json'), 'utf8')) as {
    companions: { process: { pid: number } }[];
  };
  return { supervisor: memoryOf(pid), router: memoryOf(state.companions[0]?.process.pid ?? 0) };
}

function report(load: LoadReport): void {
  const grown = (['controller', 'supervisor', 'router'] as const).map(
    name => [name, growth(memory, name)] as const,
  );
  console.log(`commit ${commit()}, ${minutes} minutes, ${requestsPerSecond} requests/s`);
  console.log(`${tally.deploys} deploys: ${tally.promoted} promoted, ${tally.rolledBack} rolled back`);
  console.log(
    `${load.started} requests, ${load.lost} lost ${JSON.stringify(load.lostByCause)}, ${load.ownErrors} answered 5xx by bad versions, p99 ${load.p99Ms} ms`,
  );
  for (const [name, factor] of grown)
    console.log(`memory of the ${name}: last third / second third = ${factor.toFixed(2)}`);
  console.log(`${tally.misjudged} good versions were judged worse than their baseline`);
  for (const line of tally.unexpected) console.log(`unexpected: ${line}`);
  const isGood =
    load.lost === 0 &&
    tally.unexpected.length === 0 &&
    tally.misjudged <= mostMisjudged &&
    grown.every(([, factor]) => factor < mayGrow);
  console.log(`${isGood ? 1 : 0} passed, ${isGood ? 0 : 1} failed`);
  process.exitCode = isGood ? 0 : 1;
}
