import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, expect } from 'vitest';
import { stateOf } from '../../src/app/deliver/journal.ts';
import { jsonSchema } from '../../src/app/schema.ts';
import { type LoadHandle, startLoad } from '../../src/deliver/load/load.ts';
import { openStore } from '../../src/store/store.ts';
import { commandLines, ended, type Ran, runIn, unusedPort, wellBehaved } from './project.ts';

/** What `deploy`, `up`, `retry`, `rollback` and `recover` print, as far as tests look at it. */
export interface Document {
  readonly ok: boolean;
  readonly problems: readonly { id: string; message: string; fix: string; severity: string }[];
  readonly url: string;
  readonly detached: string | null;
  readonly stages: readonly string[];
  readonly deploy: Deploy | null;
}

export interface Copies {
  readonly sent: number;
  readonly compared: number;
  readonly differing: { readonly status: number; readonly body: number; readonly type: number };
  readonly failed: number;
}

export interface Deploy {
  readonly outcome: string;
  readonly reason: string;
  readonly strategy: string;
  readonly version: string;
  readonly requests: number;
  readonly mirrored: Copies | null;
  readonly approvedBy: readonly string[];
  readonly hooks: readonly { name: string; ok: boolean }[];
  readonly members: readonly { service: string; version: string }[];
}

export interface Status {
  readonly services: readonly { service: string; version: string; health: string; since: string | null }[];
  readonly deploys: readonly Deploy[];
  readonly inProgress: {
    state: string;
    ask: string | null;
    isUndecided: boolean;
    holder: number | null;
    mirrored: Copies | null;
  } | null;
}

export const saying = (words: string): string => wellBehaved.replace("'hello'", JSON.stringify(words));

/** Ready and smoke-tested, and then four in ten requests for `/` are answered 500. */
export const rotten = wellBehaved.replace(
  'response.end(',
  "request.url === '/' && Math.random() < 0.4 ? response.writeHead(500).end('broken') : response.end(",
);

export const neverReady =
  "require('http').createServer((q, s) => { s.statusCode = 503; s.end('warming up'); }).listen(process.env.PORT)";

/** Says which flags it saw. */
export const flagged = wellBehaved.replace(
  "process.env.GREETING ?? 'hello'",
  "String(request.headers['x-feature-flags'] ?? 'none')",
);

const times = {
  readySeconds: 2,
  bakeSeconds: 0.5,
  minRequests: 10,
  maxErrorPercent: 5,
  rollbackWindowSeconds: 60,
};

/** A command that waits for an answer that a test never gives is ended. */
const patienceMs = 40_000;

interface Wish {
  /** Below `rollout`. */
  readonly rollout?: Readonly<Record<string, unknown>>;
  /** Below `environments.local`. */
  readonly local?: Readonly<Record<string, unknown>>;
  /** Other keys of the document. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly services?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const specText = (port: number, rollout: readonly string[]): string => `id: shop
summary: A shop.
metadata: { version: "1.0.0" }
implementation:
  language: node
  language_version: "22"
  entry_point: server.cjs
  source: shop
  start_command: node server.cjs
  deployment:
    ports_exposed: [${port}]
    health_check_path: /live
    readiness_check_path: /ready
    scaling: { min_instances: 2, max_instances: 4 }
    shutdown: { drain_seconds: 1, grace_seconds: 1 }
    rollout:
      ready_seconds: 2
      bake_seconds: 1
      min_requests: 10
      max_error_percent: 5
      rollback_window_seconds: 60
${rollout.map(line => `      ${line}\n`).join('')}`;

function folderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const open: Project[] = [];
afterEach(async () => {
  for (const project of open.splice(0)) await project.end();
});

/** A folder with a devops-flow.yaml (JSON is YAML) and services of one file each; what it started is ended after the test. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), 'delivery-'));
  readonly #env: Record<string, string>;
  readonly #loads: LoadHandle[] = [];
  readonly ports: readonly number[];
  readonly #first: string;

  private constructor(wish: Wish, ports: readonly number[]) {
    this.#env = { ...wish.env };
    this.ports = ports;
    this.#first = wish.services?.[0] ?? 'shop';
    this.document(wish);
    open.push(this);
  }

  static async open(wish: Wish = {}): Promise<Project> {
    const names = wish.services ?? ['shop'];
    return new Project(wish, await Promise.all(names.map(unusedPort)));
  }

  /** Writes devops-flow.yaml anew. */
  document({ rollout, local, more, services = ['shop'] }: Wish): void {
    const common = {
      language: 'node',
      languageVersion: '22',
      command: 'node server.cjs',
      health: { live: '/live', ready: '/ready' },
      scaling: { min: 1, max: 4 },
      shutdown: { drainSeconds: 0.5, graceSeconds: 1 },
      rollout: { ...times, ...rollout },
      environments: { local: { replicas: 2, ...local } },
      ...more,
    };
    const own = services.map((name, i) => [name, { port: this.ports[i], source: name }] as const);
    const [only] = own;
    const document =
      only && own.length === 1
        ? { name: only[0], ...common, ...only[1] }
        : { ...common, services: Object.fromEntries(own) };
    writeFileSync(join(this.folder, 'devops-flow.yaml'), JSON.stringify(document));
  }

  /** A SPEC in the place of devops-flow.yaml; `rollout` are lines of its block, beside the usual times. */
  spec(...rollout: readonly string[]): void {
    rmSync(join(this.folder, 'devops-flow.yaml'), { force: true });
    const folder = join(this.folder, 'docs', '09_SPEC');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'SPEC-01_shop.yaml'), specText(this.ports[0] ?? 0, rollout));
  }

  write(script: string, service = 'shop'): void {
    mkdirSync(join(this.folder, service), { recursive: true });
    writeFileSync(join(this.folder, service, 'server.cjs'), script);
  }

  url(i = 0): string {
    return `http://127.0.0.1:${this.ports[i]}`;
  }

  async text(i = 0): Promise<string> {
    return (await fetch(this.url(i), { signal: AbortSignal.timeout(5000) })).text();
  }

  start(...args: string[]): ChildProcess {
    return runIn(this.folder, this.#env, ...args);
  }

  /** Begins a deploy whose record is awaited later, so that it can be asked for things meanwhile. */
  begin(...args: string[]): { child: ChildProcess; end: () => Promise<Deploy> } {
    const child = this.start('deploy', '.', '--json', ...args);
    const done = ended(child);
    const end = async () => (JSON.parse((await done).stdout) as Document).deploy as Deploy;
    return { child, end };
  }

  /** pids of the instances that run, in order. */
  pids(): number[] {
    const own = commandLines().filter(({ line }) => line.startsWith('node server.cjs'));
    return own.map(({ pid }) => pid).filter(pid => folderOf(pid)?.startsWith(this.folder));
  }

  run(...args: string[]): Promise<Ran> {
    const child = this.start(...args);
    const tooLong = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    return ended(child).finally(() => clearTimeout(tooLong));
  }

  async json<T = Document>(...args: string[]): Promise<{ code: number | null; document: T }> {
    const { code, stdout, stderr } = await this.run(...args, '--json');
    const document = parsed(stdout);
    if (document === undefined) throw new Error(`not one JSON document: ${stdout}\n${stderr}`);
    const [command = ''] = args;
    // Whatever a test is about, what is printed is what the published schema says.
    const isValid = ajv.compile(jsonSchema(command));
    if (!isValid(document)) throw new Error(`${command}: ${JSON.stringify(isValid.errors)}`);
    return { code, document: document as T };
  }

  async status(): Promise<Status> {
    return (await this.json<Status>('status', '.')).document;
  }

  /** The first version, and what it is like to deploy it. */
  async first(script = saying('v1'), services: readonly string[] = ['shop']): Promise<void> {
    for (const service of services) this.write(script, service);
    const { code } = await this.json('up', '.', '--as', 'v1');
    expect(code).toBe(0);
  }

  load(i = 0, requestsPerSecond = 150): LoadHandle {
    const workload = { get: () => '/', post: () => ({ path: '/', body: '{}', idOf: () => undefined }) };
    const url = this.url(i);
    const load = startLoad({ url, requestsPerSecond, rampMs: 100, postShare: 0.3, connections: 8, workload });
    this.#loads.push(load);
    return load;
  }

  /** Waits until the deploy that is under way is in a state of the machine; a look every few milliseconds misses none. */
  async until(state: string): Promise<void> {
    const store = openStore(join(this.folder, '.devops-flow', 'state.db'));
    const seen = new Set<string>();
    try {
      for (let i = 0; i < 3000; i += 1) {
        const plan = store.unfinished({ service: this.#first, environment: 'local' });
        const { name } = plan ? stateOf(store, plan.id) : { name: 'none' };
        if (name === state) return;
        seen.add(name);
        await new Promise(resolve => setTimeout(resolve, 10));
      }
    } finally {
      store.close();
    }
    throw new Error(`it never was ${state}, but ${[...seen].join(', ')}`);
  }

  async when(what: string, holds: (status: Status) => boolean): Promise<void> {
    let seen: Status | undefined;
    for (let i = 0; i < 60; i += 1) {
      seen = await this.status();
      if (holds(seen)) return;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    throw new Error(`${what}: ${JSON.stringify(seen?.inProgress)} ${JSON.stringify(seen?.deploys[0])}`);
  }

  async end(): Promise<void> {
    for (const load of this.#loads.splice(0)) await load.stop();
    await this.run('abort', '.');
    for (let i = 0; i < 30 && /deploy-in-progress/.test((await this.run('down', '.')).stderr); i += 1)
      await new Promise(resolve => setTimeout(resolve, 100));
    // Nothing may be left behind, whatever a test did.
    expect(commandLines().filter(({ line }) => line.includes(this.folder))).toEqual([]);
  }
}

/** What the client lost: nothing, and something was asked. */
export async function lostNothing(load: LoadHandle): Promise<{ own: number }> {
  const { lost, lostByCause, started, ownErrors } = await load.stop();
  expect({ lost, lostByCause }).toEqual({ lost: 0, lostByCause: {} });
  expect(started).toBeGreaterThan(50);
  return { own: ownErrors };
}
