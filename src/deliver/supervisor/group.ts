import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessId } from '../control/processes.ts';
import type { EnsureResult, Instance, RunSpec, StartFailure } from '../engine/ports.ts';
import { filledIn } from './fill-in.ts';
import { freePort, isFree } from './free-port.ts';
import { sizeOf, tail } from './logs.ts';
import { ManagedProcess } from './managed-process.ts';
import { awaitReady } from './readiness.ts';
import { redact } from './redact.ts';

/** What the supervisor keeps of a release's instances, on disk too. */
export interface GroupSpec {
  readonly release: string;
  readonly replicas: number;
  readonly folder: string;
  readonly run: RunSpec;
  readonly environment: Readonly<Record<string, string>>;
}

export interface Slot {
  readonly id: string;
  port: number;
  process: ManagedProcess | undefined;
  ready: boolean;
  restarts: number;
  /** Size of its log when it was started last. */
  logFrom?: number;
}

export interface SavedSlot {
  readonly id: string;
  readonly port: number;
  readonly process: ProcessId | undefined;
  readonly restarts: number;
}

const collisionsTolerated = 3;
const backOffMs = { first: 100, most: 5_000 };
/** An instance that lived this long starts its back-off anew. */
const steadyMs = 30_000;

/** All instances of one release: started, watched, restarted when they crash, stopped. */
export class Group {
  spec: GroupSpec;
  #secrets: Readonly<Record<string, string>>;
  readonly slots: Slot[] = [];
  readonly #logFolder: string;
  readonly #takenPorts: () => ReadonlySet<number>;
  readonly #changed: () => void;
  #stopped: Promise<void> | undefined;

  constructor(
    spec: GroupSpec,
    secrets: Readonly<Record<string, string>>,
    surroundings: { logFolder: string; takenPorts: () => ReadonlySet<number>; changed: () => void },
  ) {
    this.spec = spec;
    this.#secrets = secrets;
    this.#logFolder = surroundings.logFolder;
    this.#takenPorts = surroundings.takenPorts;
    this.#changed = surroundings.changed;
  }

  get instances(): Instance[] {
    return this.slots.map(slot => ({
      id: slot.id,
      release: this.spec.release,
      host: '127.0.0.1',
      port: slot.port,
      pid: slot.process?.id.pid ?? 0,
      ready: slot.ready,
      restarts: slot.restarts,
    }));
  }

  /** Takes over processes that an earlier supervisor left; those that ended meanwhile are started again. */
  adopt(saved: readonly SavedSlot[]): void {
    for (const { id, port, process: identity, restarts } of saved) {
      const found = identity && ManagedProcess.adopt(identity);
      const slot: Slot = { id, port, process: found, ready: false, restarts };
      this.slots.push(slot);
      if (found) {
        void this.#awaitReady(slot, found).then(failure => {
          slot.ready = failure === undefined;
        });
        this.#watch(slot, found);
      } else void this.#restart(slot, backOffMs.first);
    }
  }

  /** Starts what is missing and waits until all are ready; the first that fails ends the wait with its reason. */
  async ensure(replicas: number): Promise<EnsureResult> {
    this.spec = { ...this.spec, replicas: Math.max(replicas, this.slots.length) };
    while (this.slots.length < replicas) {
      this.slots.push({
        id: `${this.spec.release}-${this.slots.length + 1}`,
        port: 0,
        process: undefined,
        ready: false,
        restarts: 0,
      });
    }
    const failure = await firstDefined(this.slots.map(slot => this.#ensureSlot(slot)));
    return failure ? { ok: false, failure } : { ok: true, instances: this.instances };
  }

  /** Values for what is started from now on; what a command does not know stays as it was. */
  learn(secrets: Readonly<Record<string, string>>): void {
    this.#secrets = { ...this.#secrets, ...secrets };
  }

  /** Required variables whose values are not known here. */
  get missingSecrets(): readonly string[] {
    return this.spec.run.requiredVariables.filter(name => this.#secrets[name] === undefined);
  }

  /** Stops what is above the first `replicas`. */
  async trim(replicas: number): Promise<void> {
    this.spec = { ...this.spec, replicas };
    const surplus = this.slots.splice(replicas);
    this.#changed();
    await Promise.all(surplus.map(async slot => slot.process?.stop(this.spec.run.graceMs)));
  }

  /** Ends all instances; asked twice, they are told once: a second SIGTERM would cut short what the first began. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stopAll();
    return this.#stopped;
  }

  async #stopAll(): Promise<void> {
    await Promise.all(
      this.slots.map(async slot => {
        slot.ready = false;
        await slot.process?.stop(this.spec.run.graceMs);
      }),
    );
  }

  logFile(slot: Pick<Slot, 'id'>): string {
    return join(this.#logFolder, this.spec.release, `${slot.id}.log`);
  }

  async #ensureSlot(slot: Slot): Promise<StartFailure | undefined> {
    if (slot.process?.alive) {
      const failure = await this.#awaitReady(slot, slot.process);
      slot.ready = failure === undefined;
      return failure;
    }
    for (let attempt = 0; ; attempt += 1) {
      const port = await freePort(this.#takenPorts());
      if (port === undefined) return { reason: 'no-port', lastLines: [] };
      slot.port = port;
      const failure = await this.#start(slot);
      // Somebody else took the port between our look and the service's own: another one, not a failure.
      const collided = failure?.reason === 'exited' && !(await isFree(port));
      if (!collided || attempt >= collisionsTolerated) return failure;
    }
  }

  async #start(slot: Slot): Promise<StartFailure | undefined> {
    let running: ManagedProcess;
    try {
      running = await this.#spawn(slot);
    } catch (error) {
      return this.#spawnFailure(error as NodeJS.ErrnoException);
    }
    const failure = await this.#awaitReady(slot, running);
    if (failure) return failure;
    slot.ready = true;
    this.#watch(slot, running);
    return undefined;
  }

  #spawnFailure({ code, message }: NodeJS.ErrnoException): StartFailure {
    const [command = ''] = this.spec.run.command;
    // ENOENT also stands for a missing working folder.
    const missing = code === 'ENOENT' && existsSync(this.spec.folder);
    return missing
      ? { reason: 'command-missing', error: command, lastLines: [] }
      : { reason: 'cannot-start', error: `${command}: ${message}`, lastLines: [] };
  }

  async #awaitReady(slot: Slot, running: ManagedProcess): Promise<StartFailure | undefined> {
    const failure = await awaitReady({
      process: running,
      port: slot.port,
      run: this.spec.run,
      stopped: () => this.#stopped !== undefined,
      lastLines: () => tail(this.logFile(slot), 20, slot.logFrom),
    });
    return (
      failure && {
        ...failure,
        lastProbe: this.redacted(failure.lastProbe ?? ''),
        lastLines: failure.lastLines.map(line => this.redacted(line)),
      }
    );
  }

  /** A text of the service without what it was told in confidence: it may end up in the journal. */
  redacted(text: string): string {
    return redact(text, this.#secrets);
  }

  /** Starts a crashed instance again on its port, so that the router's table stays true. */
  #watch(slot: Slot, running: ManagedProcess, pause = backOffMs.first): void {
    const since = performance.now();
    void running.exited.then(async () => {
      if (this.#stopped || slot.process !== running || !this.slots.includes(slot)) return;
      slot.ready = false;
      const next = performance.now() - since > steadyMs ? backOffMs.first : pause;
      await this.#restart(slot, next);
    });
  }

  async #restart(slot: Slot, pause: number): Promise<void> {
    await new Promise(resolve => {
      setTimeout(resolve, pause);
    });
    if (this.#stopped || !this.slots.includes(slot)) return;
    const longer = Math.min(pause * 2, backOffMs.most);
    // After a crash of the supervisor its memory of them is gone until the next command hands them over again.
    if (this.missingSecrets.length > 0) return this.#restart(slot, longer);
    slot.restarts += 1;
    const running = await this.#spawn(slot).catch(() => undefined);
    if (!running) return this.#restart(slot, longer);
    this.#watch(slot, running, longer);
    const failure = await this.#awaitReady(slot, running);
    slot.ready = failure === undefined;
  }

  async #spawn(slot: Slot): Promise<ManagedProcess> {
    slot.logFrom = sizeOf(this.logFile(slot));
    const running = await ManagedProcess.start({
      // Some programs take their port from argv only.
      command: filledIn(
        this.spec.run.command.map(word => word.replaceAll('$PORT', String(slot.port))),
        this.#secrets,
      ),
      folder: this.spec.folder,
      environment: {
        ...baseEnvironment(),
        // Only the router is to be reached from elsewhere.
        HOST: '127.0.0.1',
        ...this.spec.environment,
        ...this.#secrets,
        PORT: String(slot.port),
      },
      logFile: this.logFile(slot),
    });
    slot.process = running;
    try {
      this.#changed();
    } catch (error) {
      // What is not on record would be forgotten: it must not run.
      await running.stop(0);
      throw error;
    }
    // Stopped while it was being started: it must not be left behind.
    if (this.#stopped) await running.stop(this.spec.run.graceMs);
    return running;
  }
}

/** The first value that is not undefined, as soon as it is there; undefined when all are. */
async function firstDefined<T>(promises: readonly Promise<T | undefined>[]): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    for (const promise of promises) promise.then(value => value !== undefined && resolve(value), reject);
    void Promise.allSettled(promises).then(() => resolve(undefined));
  });
}

/** What every program may expect of its surroundings; nothing else of our environment reaches the service. */
function baseEnvironment(): Record<string, string> {
  const names = ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'];
  return Object.fromEntries(
    names.flatMap(name => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
