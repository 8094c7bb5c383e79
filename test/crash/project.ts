import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Place, placeOf } from '../../src/app/deliver/place.ts';
import type { Scope } from '../../src/deliver/engine/ports.ts';
import type { StrategyName } from '../../src/model/service.ts';
import { unusedPort } from '../e2e/project.ts';
import type { Order } from './controller.ts';
import type { Kill } from './killing-store.ts';
import { scriptOf, type Version } from './versions.ts';

const root = process.env['PROJECT_ROOT'] ?? process.cwd();
/** The product as people run it. */
export const self = [process.execPath, join(root, 'dist', 'main.cjs')] as const;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const scope: Scope = { service: 'shop', environment: 'local' };

export interface Times {
  readonly bakeSeconds?: number;
  readonly drainSeconds?: number;
  readonly minRequests?: number;
}

/** A throw-away project whose service is two tiny instances, with times of 200 ms and less. */
export class CrashProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'crash-'));
  readonly port: number;
  readonly #times: Times;
  readonly #controller: readonly string[];

  private constructor(port: number, times: Times, controller: readonly string[]) {
    this.port = port;
    this.#times = times;
    this.#controller = controller;
    this.prepare();
  }

  /** Again where another disk has been mounted on the folder. */
  prepare(): void {
    mkdirSync(join(this.folder, 'docs', '09_SPEC'), { recursive: true });
    mkdirSync(join(this.folder, 'app'), { recursive: true });
  }

  /** `controller`: argv behind `node` of the program that kills itself, see index.ts; without it there is none. */
  static async create(controller: readonly string[], times: Times = {}): Promise<CrashProject> {
    return new CrashProject(await unusedPort(), times, controller);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  get place(): Place {
    return placeOf(this.folder, scope.environment, scope.service);
  }

  get storeFile(): string {
    return join(this.folder, '.devops-flow', 'state.db');
  }

  /** While this file is there, that version flaps, if it is one that does. */
  flapsWhile(version: string): string {
    return join(this.folder, `flaps-${version}`);
  }

  /** Puts a version into the working folder; what never gets ready is given up after a second. */
  write(version: Version): void {
    writeFileSync(join(this.folder, 'app', 'server.cjs'), scriptOf(version, this.flapsWhile(version.name)));
    const ready = version.behaviour === 'never-ready' ? 1 : 10;
    const spec = join(this.folder, 'docs', '09_SPEC', 'SPEC-01_shop.yaml');
    writeFileSync(spec, specOf(this.port, ready, version.flag, this.#times));
  }

  /** The program as people run it. */
  cli(...args: string[]): Promise<Ended> {
    return ended(this.startCli(...args));
  }

  startCli(...args: string[]): ChildProcess {
    return this.start(self.slice(1), args);
  }

  /** The program that kills itself. */
  control(act: Act, kill?: Kill): Promise<Ended> {
    return ended(this.startControl(act, kill));
  }

  startControl(act: Act, kill?: Kill): ChildProcess {
    const order = { folder: this.folder, self, ...act, ...(kill ? { kill } : {}) } as Order;
    // Whoever is no such program would start itself, for ever.
    if (this.#controller.length === 0) throw new Error('this project has no controller that kills itself');
    return this.start(this.#controller, [JSON.stringify(order)]);
  }

  start(program: readonly string[], args: readonly string[]): ChildProcess {
    return spawn(process.execPath, [...program, ...args], {
      cwd: this.folder,
      env: { ...process.env, CI: 'true' },
    });
  }

  /** Deploys what has been written, by the program as people run it; its document. */
  async up(strategy: StrategyName, version: string): Promise<UpDocument> {
    const { stdout, stderr } = await ended(this.startUp(strategy, version));
    try {
      const document = JSON.parse(stdout) as UpDocument;
      if (document.deploy) return document;
      throw new Error('nothing was deployed');
    } catch {
      throw new Error(`up of ${version} deployed nothing: ${stdout}${stderr}`);
    }
  }

  startUp(strategy: StrategyName, version: string): ChildProcess {
    return this.startCli('deploy', '.', '--as', version, '--strategy', strategy, '--json');
  }

  async remove(): Promise<void> {
    await this.cli('down', '.');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface UpDocument {
  readonly deploy: {
    readonly outcome: string;
    readonly reason: string;
    readonly rollbackMs: number | null;
  } | null;
}

type WithoutPlace<T> = T extends unknown ? Omit<T, 'folder' | 'self' | 'kill'> : never;
export type Act = WithoutPlace<Order>;

/** Longer than any command here needs; one that hangs is ended, and its caller sees by which signal. */
const patienceMs = 60_000;

export function ended(child: ChildProcess): Promise<Ended> {
  const timer = setTimeout(() => child.kill('SIGABRT'), patienceMs);
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise(resolve => {
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, stdout, stderr });
    });
  });
}

/** The rollback window is longer than any lane: a warm release that is stopped at its hour is no doing of a crash. */
function specOf(port: number, readySeconds: number, flag: string, times: Times): string {
  const { bakeSeconds = 0.2, drainSeconds = 0.2, minRequests = 5 } = times;
  return `id: shop
summary: A test.
metadata:
  version: "1.0.0"
implementation:
  language: "node"
  language_version: "22"
  entry_point: "server.cjs"
  source: "app"
  start_command: "node server.cjs"
  deployment:
    container_image: "registry.example.com/shop:1.0.0"
    ports_exposed: [${port}]
    health_check_path: "/live"
    readiness_check_path: "/ready"
    startup_check_path: "/startup"
    scaling:
      min_instances: 2
      max_instances: 4
    shutdown:
      drain_seconds: ${drainSeconds}
      grace_seconds: 2
    rollout:
      ready_seconds: ${readySeconds}
      bake_seconds: ${bakeSeconds}
      max_error_percent: 1
      # How long answers take on a busy machine decides nothing here.
      allowed_latency_increase_percent: 1000
      min_requests: ${minRequests}
      rollback_window_seconds: 3600
      flag: "${flag}"
`;
}
