import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Deploy } from '../deliver/engine/deploy.ts';
import { lostByUs } from '../deliver/engine/deploy.ts';
import type { LoadReport } from '../deliver/load/load.ts';
import { connectRouter } from '../deliver/router/client.ts';
import { failure } from '../errors/index.ts';
import { type Self, supervisorRuns } from './daemons.ts';
import type { Watcher } from './delivery.ts';
import { down } from './down.ts';
import { generate } from './generate.ts';
import { forkLoad, type RunningLoad } from './load-process.ts';
import { placeOf } from './place.ts';
import { type UpHeadline, type UpResult, up } from './up.ts';

export interface DemoOptions {
  /** Where examples/ is. */
  readonly home: string;
  readonly workingFolder: string;
  readonly self: Self;
  readonly keep: boolean;
  readonly interrupt: AbortSignal;
  readonly watcher: DemoWatcher;
}

/** Told as the story goes. */
export interface DemoWatcher {
  readonly generated: (facts: {
    documents: readonly string[];
    files: number;
    ms: number;
    folder: string;
  }) => void;
  readonly begin: (facts: UpHeadline, wantedPort: number | undefined) => void;
  readonly watch: Watcher;
  readonly loaded: (requestsPerSecond: number) => void;
  readonly deployed: (deploy: Deploy, firstError: string | null) => void;
  readonly waiting: (what: string) => void;
}

export interface DemoResult {
  readonly ok: boolean;
  /** Requests that the client started while versions were replaced. */
  readonly requests: number;
  /** Of these, lost by us; a bad version's own answers are in its Deploy. */
  readonly failed: number;
  readonly deploys: readonly Deploy[];
  readonly generated: { readonly files: number; readonly ms: number };
  readonly client: {
    readonly requests: number;
    readonly lost: number;
    readonly ownErrors: number;
    readonly p99Ms: number | null;
  };
  /** Requests that the router saw end: the client's, and those of anybody else who came by. */
  readonly router: { readonly requests: number };
  readonly writes: { readonly acknowledged: number; readonly storedOnce: number };
  readonly url: string;
  readonly folder: string;
  /** A line of a generated file that is worth explaining, as FILE:LINE. */
  readonly worthExplaining: string;
  readonly kept: boolean;
  readonly seconds: number;
}

const rate = 600;
const connections = 32;
/** The ramp of the load, and as long again of quiet traffic to compare with. */
const quietMs = 4_000;
const marker = 'demo';

/** The whole story on the example: documents, files, v1, v2 under load, a bad v3, the ledger. */
export async function demo(options: DemoOptions): Promise<DemoResult> {
  const began = performance.now();
  const folder = await prepare(options);
  const generated = await generateAll(options, folder);
  const deploys: Deploy[] = [];
  let load: RunningLoad | undefined;
  let url = '';
  try {
    const first = await deployVersion(options, folder, 'v1');
    url = first.url;
    tell(options, first, deploys);
    load = forkLoad(options.self, { url, requestsPerSecond: rate, connections });
    options.watcher.loaded(rate);
    await pause(options, 'the load begins', quietMs);
    for (const version of ['v2', 'v3']) {
      load.mark(version);
      tell(options, await deployVersion(options, folder, version), deploys);
      load.mark(`after ${version}`);
      await pause(options, 'a quiet moment', quietMs / 4);
    }
    const client = await load.stop();
    load = undefined;
    const result = await settle(options, folder, client, deploys);
    const worthExplaining = `${result.folder}/${lineOf(folder, 'k8s/deployment.yaml', 'replicas:')}`;
    return {
      ...result,
      generated,
      url,
      worthExplaining,
      kept: options.keep,
      seconds: (performance.now() - began) / 1000,
    };
  } finally {
    await load?.stop().catch(() => undefined);
    if (!options.keep || options.interrupt.aborted) await stop(options, folder);
  }
}

/** A fresh copy of the example; a copy that an earlier run left is thrown away, nothing else is. */
async function prepare(options: DemoOptions): Promise<string> {
  const folder = resolve(options.workingFolder, 'out', 'orders');
  const state = join(folder, '.devops-flow');
  if (existsSync(folder) && !existsSync(join(state, marker))) {
    throw failure('demo-folder-taken', { folder: relative(options.workingFolder, folder) });
  }
  await stop(options, folder);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(state, { recursive: true });
  writeFileSync(join(state, marker), 'made by `devops-flow demo`, and thrown away by it\n');
  const wanted = /^(?:docs|v\d)(?:$|\/)/;
  const example = join(options.home, 'examples', 'orders');
  cpSync(example, folder, {
    recursive: true,
    filter: from => from === example || wanted.test(relative(example, from)),
  });
  return folder;
}

async function generateAll(options: DemoOptions, folder: string): Promise<DemoResult['generated']> {
  const began = performance.now();
  const result = await generate({
    workingFolder: folder,
    documents: { folder },
    options: {},
    families: [],
    ownFolder: false,
    mode: 'write',
  });
  const ms = Math.round(performance.now() - began);
  const files = result.fields.written.length;
  options.watcher.generated({
    documents: result.documents.map(file => relative(folder, resolve(folder, file))),
    files,
    ms,
    folder: relative(options.workingFolder, folder),
  });
  return { files, ms };
}

function deployVersion(options: DemoOptions, folder: string, version: string): Promise<UpResult> {
  return up({
    folder,
    environment: 'local',
    self: options.self,
    source: version,
    version,
    anyPort: true,
    interrupt: options.interrupt,
    begin: facts => options.watcher.begin(facts, undefined),
    watcher: options.watcher.watch,
  });
}

function tell(options: DemoOptions, result: UpResult, deploys: Deploy[]): void {
  if (!result.deploy) return;
  deploys.push(result.deploy);
  options.watcher.deployed(result.deploy, result.firstError);
  if (options.interrupt.aborted) throw failure('demo-interrupted', {});
}

async function pause(options: DemoOptions, what: string, ms: number): Promise<void> {
  options.watcher.waiting(what);
  await sleep(ms, undefined, { signal: options.interrupt }).catch(() => {
    throw failure('demo-interrupted', {});
  });
}

type Settled = Omit<DemoResult, 'generated' | 'url' | 'kept' | 'seconds' | 'worthExplaining'>;

/** Counts at both ends and looks for every acknowledged write. */
async function settle(
  options: DemoOptions,
  folder: string,
  client: LoadReport,
  deploys: readonly Deploy[],
): Promise<Settled> {
  const place = placeOf(folder, 'local');
  const stats = await connectRouter(place.routerSocket).stats();
  const routed = stats.tallies.reduce((n, tally) => n + tally.requests, 0);
  const stored = countStored(join(place.volumes, 'data', 'orders.jsonl'));
  const storedOnce = client.acknowledged.filter(id => stored.get(id) === 1).length;
  const outcomes = deploys.map(deploy => deploy.outcome).join(' ');
  const lost = client.lost + deploys.reduce((n, deploy) => n + lostByUs(deploy), 0);
  const ok =
    outcomes === 'promoted promoted rolled-back' &&
    lost === 0 &&
    // More than ours is somebody else's curiosity; fewer would be requests that nobody can account for.
    routed >= client.started &&
    storedOnce === client.acknowledged.length;
  return {
    ok,
    requests: client.started,
    failed: client.lost,
    deploys,
    client: { requests: client.started, lost: client.lost, ownErrors: client.ownErrors, p99Ms: client.p99Ms },
    router: { requests: routed },
    writes: { acknowledged: client.acknowledged.length, storedOnce },
    folder: relative(options.workingFolder, folder),
  };
}

/** The first line of `file` with `word`, as FILE:LINE. */
function lineOf(folder: string, file: string, word: string): string {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n');
  return `${file}:${lines.findIndex(line => line.includes(word)) + 1}`;
}

/** How often each order id stands in the service's file. */
function countStored(file: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '') continue;
    const { id } = JSON.parse(line) as { id: string };
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

async function stop(options: DemoOptions, folder: string): Promise<void> {
  if (!existsSync(folder) || !(await supervisorRuns(placeOf(folder, 'local')))) return;
  await down({ folder, environment: 'local', self: options.self });
}
