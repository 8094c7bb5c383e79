import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { Deploy } from '../../src/deliver/engine/deploy.ts';
import type { JournalEntry, Scope } from '../../src/deliver/engine/store-port.ts';
import type { DeployPlan } from '../../src/deliver/release/plan.ts';
import { type OpenStore, openStore } from '../../src/store/store.ts';
import { median, print } from './table.ts';

/** On the disk of the project, in a folder that git does not see: a file system in memory would say nothing. */
const root = process.env['PROJECT_ROOT'] ?? process.cwd();
const asChild = process.argv[2] === 'act';
const folder = asChild ? '' : mkdtempSync(join(root, 'node_modules', '.bench-store-'));
const tmpfs = 0x01021994;
if (!asChild && statfsSync(folder).type === tmpfs) throw new Error(`${folder} is in memory`);

const pad = 'x'.repeat(400);
/** Some 500 bytes, as long as entries of a blue-green deploy are on average. */
const entry = (n: number): JournalEntry =>
  ({ schemaVersion: 2, event: { type: 'overdue', at: n, pad }, effects: [] }) as unknown as JournalEntry;
const plan = (id: string): DeployPlan => ({ id, pad }) as unknown as DeployPlan;
const scope = (n: number): Scope => ({ service: `service-${n}`, environment: 'production' });
const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;

function beginMany(store: OpenStore, count: number): number {
  const scopes = Array.from({ length: count }, (_, n) => scope(n));
  const { token } = store.acquireAll(scopes);
  for (const [n, one] of scopes.entries()) store.begin(one, plan(`d${n}`), token);
  return token;
}

/** `deploys` deploys that each wait for an append before the next one: entries per second, and how long each waited. */
async function appends(deploys: number, each: number): Promise<{ perSecond: number; ms: number[] }> {
  const store = openStore(join(folder, `appends-${deploys}.db`));
  const token = beginMany(store, deploys);
  const ms: number[] = [];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: deploys }, async (_, deploy) => {
      for (let n = 0; n < each; n += 1) {
        const asked = performance.now();
        await store.append(`d${deploy}`, token, entry(n), n % 10 === 0 ? { state: { n, pad } } : {});
        ms.push(performance.now() - asked);
      }
    }),
  );
  const perSecond = (deploys * each * 1000) / (performance.now() - started);
  store.close();
  return { perSecond, ms };
}

/** A journal of `count` events of one deploy, among others. */
async function longJournal(file: string, count: number): Promise<void> {
  const store = openStore(file);
  const token = beginMany(store, 10);
  for (let n = 0; n < count; n += 1_000) {
    const entries = Array.from({ length: 1_000 }, (_, k) => entry(n + k));
    await store.appendAll('d0', token, entries, { state: { n: n + 999, pad } });
    await store.append(`d${1 + ((n / 1_000) % 9)}`, token, entry(n));
  }
  store.close();
}

/** `count` services with ten deploys each, every tenth service in the middle of another one. */
function manyServices(file: string, count: number): void {
  const store = openStore(file);
  for (let n = 0; n < count; n += 500) {
    const scopes = Array.from({ length: 500 }, (_, k) => scope(n + k));
    const lease = store.acquireAll(scopes);
    for (let round = 0; round < 10; round += 1) {
      const id = `r${n}-${round}`;
      store.begin(scopes, plan(id), lease.token);
      store.finish(id, lease.token, record(id, `v${round}`), '0323e7668697');
    }
    store.begin(
      scopes.filter((_, k) => k % 10 === 0),
      plan(`r${n}-now`),
      lease.token,
    );
    lease.release();
  }
  store.close();
}

const record = (id: string, version: string): Deploy =>
  ({ id, version, kind: 'deploy', outcome: 'promoted', reason: pad }) as unknown as Deploy;

const acts: Readonly<Record<string, (file: string) => number>> = {
  history: file => {
    const store = openStore(file);
    return store.journal('d0', { newest: 50 }).length + (store.lastState('d0')?.seq ?? 0);
  },
  overview: file => openStore(file).overview().length,
};

/** Milliseconds of whole processes that do `act`, less those of Node that does nothing, taken in turn; medians. */
function inNewProcess(act: string, file: string): number {
  const program = process.argv[1] ?? '';
  const [busy, empty]: [number[], number[]] = [[], []];
  for (let run = 0; run < 15; run += 1) {
    busy.push(spawned([program, 'act', act, file]));
    empty.push(spawned(['-e', '0']));
  }
  return median(busy) - median(empty);
}

function spawned(argv: readonly string[]): number {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - started;
}

interface Figure {
  readonly subject: string;
  readonly value: number;
  readonly unit: '/s' | 'ms';
  /** At least for a rate, at most for a time. */
  readonly target?: number;
}

async function measureAppends(): Promise<Figure[]> {
  const single = await appends(1, 3_000);
  const figures: Figure[] = [
    { subject: 'one durable append, median', value: median(single.ms), unit: 'ms' },
    { subject: 'one durable append, 99th percentile', value: percentile(single.ms, 0.99), unit: 'ms' },
  ];
  for (const [deploys, each] of [
    [10, 1_000],
    [100, 500],
    [1_000, 100],
  ] as const) {
    const { perSecond, ms } = await appends(deploys, each);
    const subject = `${deploys} deploys at once`;
    figures.push({
      subject: `appends, ${subject}`,
      value: perSecond,
      unit: '/s',
      ...(deploys >= 100 ? { target: 10_000 } : {}),
    });
    figures.push({
      subject: `  each append, ${subject}, 99th percentile`,
      value: percentile(ms, 0.99),
      unit: 'ms',
    });
  }
  return figures;
}

async function measureReads(): Promise<Figure[]> {
  const long = join(folder, 'long.db');
  await longJournal(long, 1_000_000);
  const many = join(folder, 'many.db');
  manyServices(many, 10_000);
  const store = openStore(many);
  const times = Array.from({ length: 15 }, () => {
    const started = performance.now();
    store.overview();
    return performance.now() - started;
  });
  store.close();
  return [
    {
      subject: 'history of 1,000,000 events: newest 50 and last state, whole process',
      value: inNewProcess('history', long),
      unit: 'ms',
      target: 200,
    },
    {
      subject: 'overview of 10,000 services with 100,000 deploys, whole process',
      value: inNewProcess('overview', many),
      unit: 'ms',
      target: 100,
    },
    { subject: 'overview of 10,000 services, in an open store', value: median(times), unit: 'ms' },
  ];
}

const missed = ({ value, unit, target }: Figure): boolean =>
  target !== undefined && (unit === '/s' ? value < target : value > target);

async function main(): Promise<void> {
  try {
    const figures = [...(await measureAppends()), ...(await measureReads())];
    print(
      'The store on the disk of this project (synchronous=FULL)',
      figures.map(({ subject, value, unit, target }) => ({
        subject,
        figure: `${value.toFixed(unit === 'ms' ? 2 : 0)} ${unit}`,
        target: target === undefined ? '-' : `${unit === 'ms' ? '<' : '>='} ${target} ${unit}`,
      })),
    );
    const failed = figures.filter(missed);
    for (const { subject } of failed) process.stderr.write(`missed: ${subject}\n`);
    process.exitCode = failed.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [, , , act = '', file = ''] = process.argv;
if (!asChild) await main();
else if ((acts[act]?.(file) ?? 0) === 0) throw new Error('nothing was read');
