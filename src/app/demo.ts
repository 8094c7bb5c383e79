import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Deploy } from '../deliver/engine/deploy.ts';
import type { LoadReport } from '../deliver/load/load.ts';
import { realMachine } from '../deliver/machine/real/machine.ts';
import { connectRouter } from '../deliver/router/client.ts';
import { portTaken } from '../deliver/router/port-holder.ts';
import { Failure, failure, type Problem, problem } from '../errors/index.ts';
import { type Self, supervisorRuns } from './deliver/daemons.ts';
import type { Watcher } from './deliver/delivery.ts';
import { down } from './deliver/down.ts';
import { placeOf } from './deliver/place.ts';
import { type UpHeadline, type UpResult, up } from './deliver/up.ts';
import { ranHere, storyProblems } from './demo-verdict.ts';
import { parsedOrMade } from './exercised.ts';
import { loadProject } from './generate/documents/load.ts';
import { generate } from './generate/generate.ts';
import { forkLoad, type RunningLoad } from './load-process.ts';
import type { DemoFields } from './schemas/demo.ts';

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
  /** `note`: the documents' port is taken, and which one is used. */
  readonly begin: (facts: UpHeadline, note: Problem | undefined) => void;
  readonly watch: Watcher;
  readonly loaded: (requestsPerSecond: number) => void;
  readonly deployed: (deploy: Deploy, firstError: string | null) => void;
  readonly waiting: (what: string) => void;
}

export interface DemoResult {
  readonly fields: DemoFields;
  /** Notes, and a `story-broken` for each figure that did not hold. */
  readonly problems: readonly Problem[];
  readonly ok: boolean;
}

const rate = 600;
const connections = 32;
/** The ramp of the load, and as long again of quiet traffic to compare with. */
const quietMs = 4_000;
const marker = 'demo';
const host = '127.0.0.1';
/** As the example's documents call it. */
const service = 'orders';

/** The whole story on the example: documents, files, v1, v2 under load, a bad v3, the ledger. */
export async function demo(options: DemoOptions): Promise<DemoResult> {
  const began = performance.now();
  const folder = await prepare(options);
  const { files, ms, exercised, problems } = await generateAll(options, folder);
  const port = await wantedPort(folder);
  const notes: Problem[] = [];
  const deploys: Deploy[] = [];
  let load: RunningLoad | undefined;
  try {
    const { url } = await deployVersion(options, folder, 'v1', deploys, ({ url: got }) => {
      const note = portNote(port, got);
      if (note) notes.push(note);
      return note;
    });
    load = forkLoad(options.self, { url, requestsPerSecond: rate, connections });
    options.watcher.loaded(rate);
    await pause(options, 'the load begins', quietMs);
    for (const version of ['v2', 'v3']) {
      load.mark(version);
      await deployVersion(options, folder, version, deploys);
      load.mark(`after ${version}`);
      await pause(options, 'a quiet moment', quietMs / 4);
    }
    const client = await load.stop();
    load = undefined;
    const figures = await settle(folder, client);
    const shown = relative(options.workingFolder, folder);
    const broken = storyProblems({ ...figures, deploys });
    return {
      ok: broken.length === 0,
      problems: [...broken, ...notes, ...problems],
      fields: {
        requests: client.started,
        failed: client.lost,
        deploys,
        generated: { files, ms },
        ...figures,
        exercised: { ran: ranHere({ ...figures, deploys }), ...exercised },
        url,
        folder: shown,
        worthExplaining: `${shown}/${lineOf(folder, 'k8s/deployment.yaml', 'replicas:')}`,
        kept: options.keep,
        seconds: (performance.now() - began) / 1000,
      },
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

interface Generated {
  readonly files: number;
  readonly ms: number;
  readonly exercised: ReturnType<typeof parsedOrMade>;
  readonly problems: readonly Problem[];
}

async function generateAll(options: DemoOptions, folder: string): Promise<Generated> {
  const began = performance.now();
  const result = await generate({
    workingFolder: folder,
    documents: { folder },
    options: {},
    families: [],
    ownFolder: false,
    mode: 'write',
  });
  if (!result.ok) throw new Failure(result.problems);
  const ms = Math.round(performance.now() - began);
  const { written } = result.fields;
  options.watcher.generated({
    documents: result.documents.map(file => relative(folder, resolve(folder, file))),
    files: written.length,
    ms,
    folder: relative(options.workingFolder, folder),
  });
  const hasBash = result.problems.every(({ id }) => id !== 'not-parsed');
  const exercised = parsedOrMade(result.artifacts, hasBash);
  return { files: written.length, ms, exercised, problems: result.problems };
}

interface WantedPort {
  readonly port: number;
  /** Who has it, in a sentence; undefined when it is free. */
  readonly taken: string | undefined;
}

/** The port that the documents give the service. */
async function wantedPort(folder: string): Promise<WantedPort> {
  const { sourced } = await loadProject({ folder });
  const port = sourced.project.services[0]?.port ?? 0;
  if (await realMachine.sockets.isFree(port, host)) return { port, taken: undefined };
  const { problems } = await portTaken(host, port);
  return { port, taken: problems[0]?.message };
}

function portNote({ port, taken }: WantedPort, url: string): Problem | undefined {
  const using = Number(new URL(url).port);
  if (using === port) return undefined;
  return problem('port-next', { taken: taken ?? `port ${port} was taken a moment ago`, using });
}

/** Deploys one version and tells how it ended; the story needs the first one to serve. */
async function deployVersion(
  options: DemoOptions,
  folder: string,
  version: string,
  deploys: Deploy[],
  noteOf: (facts: UpHeadline) => Problem | undefined = () => undefined,
): Promise<UpResult> {
  const { watcher, self, interrupt } = options;
  const result = await up({
    folder,
    environment: 'local',
    self,
    source: version,
    version,
    anyPort: true,
    interrupt,
    begin: facts => watcher.begin(facts, noteOf(facts)),
    watcher: watcher.watch,
  });
  if (result.deploy) {
    deploys.push(result.deploy);
    watcher.deployed(result.deploy, result.firstError);
  }
  if (interrupt.aborted) throw failure('demo-interrupted', {});
  const [first] = deploys;
  if (first?.outcome !== 'promoted') {
    const found = first ? `${first.outcome}, ${first.reason}` : 'not deployed';
    throw failure('story-broken', { figure: 'v1 ended', found, wanted: 'promoted' });
  }
  return result;
}

async function pause(options: DemoOptions, what: string, ms: number): Promise<void> {
  options.watcher.waiting(what);
  await sleep(ms, undefined, { signal: options.interrupt }).catch(() => {
    throw failure('demo-interrupted', {});
  });
}

/** Counts at both ends and looks for every acknowledged write. */
async function settle(
  folder: string,
  { started, lost, ownErrors, p99Ms, acknowledged }: LoadReport,
): Promise<Pick<DemoFields, 'client' | 'router' | 'writes'>> {
  const place = placeOf(folder, 'local', service);
  const { tallies } = await connectRouter(place.routerSocket).stats();
  const routed = tallies.reduce((n, tally) => n + tally.requests, 0);
  const stored = countStored(join(place.volumes, 'data', 'orders.jsonl'));
  return {
    client: { requests: started, lost, ownErrors, p99Ms },
    router: { requests: routed, others: Math.max(0, routed - started) },
    writes: {
      acknowledged: acknowledged.length,
      storedOnce: acknowledged.filter(id => stored.get(id) === 1).length,
    },
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
  if (!existsSync(file)) return counts;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '') continue;
    const { id } = JSON.parse(line) as { id: string };
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

async function stop(options: DemoOptions, folder: string): Promise<void> {
  if (!existsSync(folder) || !(await supervisorRuns(placeOf(folder, 'local', service)))) return;
  await down({ folder, environment: 'local', self: options.self });
}
