import { join } from 'node:path';
import type { Instance, StartFailure } from '../engine/ports.ts';
import type { ProcessId } from '../machine/processes.ts';
import { nextPause } from './backoff.ts';
import { keptPort } from './free-port.ts';
import { adoptInstance, type InstanceProcess, startInstance } from './instance-process.ts';
import type { Instructions } from './instructions.ts';
import { Life } from './life.ts';
import { report } from './report.ts';
import { startFailure } from './start-failure.ts';
import type { Surroundings } from './surroundings.ts';

export interface SavedInstance {
  readonly id: string;
  readonly port: number;
  readonly process: ProcessId | undefined;
  readonly restarts: number;
  /** It was being stopped when this was written. */
  readonly leaving?: true;
  /** Folder of its control group. */
  readonly cgroup?: string;
}

const repeatsTolerated = 3;

interface Begun {
  readonly life: Life;
  /** False when it ran already. */
  readonly isNew: boolean;
}

/** One instance through all its lives: started, watched, started again when it crashes or hangs, stopped. */
export class ManagedInstance {
  readonly id: string;
  readonly #instructions: Instructions;
  readonly #around: Surroundings;
  #port = 0;
  #life: Life | undefined;
  #ready = false;
  /** Its port is not the one that the router was told. */
  #moved = false;
  #restarts = 0;
  #lastExit: string | undefined;
  #cgroups: Awaited<ReturnType<Surroundings['cgroupHome']>> = '';
  #logFrom = 0;
  /** A start that has begun and is not on record yet. */
  #starting: Promise<unknown> = Promise.resolve();
  #stopped: Promise<void> | undefined;

  constructor(id: string, instructions: Instructions, around: Surroundings) {
    this.id = id;
    this.#instructions = instructions;
    this.#around = around;
  }

  get shown(): Instance {
    const { group, release, run } = this.#instructions.spec;
    const running = this.#life?.running;
    const pid = running?.process.id.pid ?? 0;
    const { limiter } = this.#around.machine;
    const limits =
      run.limits && limiter.inForce(run.limits, pid, this.#cgroups, running?.cgroup !== undefined);
    return {
      id: this.id,
      release,
      group,
      host: '127.0.0.1',
      port: this.#port,
      pid,
      ready: this.#ready,
      restarts: this.#restarts,
      ...(this.#lastExit === undefined ? {} : { lastExit: this.#lastExit }),
      ...(limits ? { limits } : {}),
    };
  }

  get saved(): SavedInstance {
    const running = this.#life?.running;
    return {
      id: this.id,
      port: this.#port,
      process: running?.process.id,
      restarts: this.#restarts,
      ...(this.leaving ? { leaving: true } : {}),
      ...(running?.cgroup ? { cgroup: running.cgroup.folder } : {}),
    };
  }

  get leaving(): boolean {
    return this.#stopped !== undefined;
  }

  get logFile(): string {
    return join(this.#around.logFolder, this.#instructions.spec.group, `${this.id}.log`);
  }

  /** Takes over the process that an earlier supervisor left; started again if it has ended meanwhile. */
  adopt(saved: SavedInstance): void {
    this.#port = saved.port;
    this.#restarts = saved.restarts;
    const found = saved.process && adoptInstance(saved.process, this.id, saved.cgroup, this.#around);
    this.#life = found && this.#lifeOf(found);
    if (saved.leaving) return;
    if (this.#instructions.spec.run.limits) void this.#learnCgroups().catch(report);
    if (this.#life) this.#look(this.#life);
    else void this.#again(undefined, 0);
  }

  /** Starts it if it does not run, and waits until it is ready; or says why it is not. */
  async ensure(): Promise<StartFailure | undefined> {
    for (let attempt = 0; ; attempt += 1) {
      const begun = await this.#inTurn(() => this.#begin()).catch(error => this.#failure(error));
      if (!('life' in begun)) return begun;
      const failure = await begun.life.ready();
      if (!failure) {
        this.#ready = true;
        // Whoever asked writes the table.
        this.#moved = false;
        if (begun.isNew) this.#watch(begun.life);
        return undefined;
      }
      // It crashed while it was looked at, or somebody else took its port between our look and the service's own:
      // no failure, it is started again.
      const again =
        failure.reason === 'exited' &&
        (!begun.isNew || !(await this.#around.machine.sockets.isFree(this.#port)));
      if (!again || attempt >= repeatsTolerated) return failure;
    }
  }

  /**
   * SIGTERM, the grace time, SIGKILL of all that it started. Asked twice, it is told once: a second SIGTERM would cut
   * short what the first began. On record before it is done.
   */
  stop(): Promise<void> {
    this.#ready = false;
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async rotateLog(): Promise<void> {
    const taken = await this.#around.machine.logs.rotate(this.logFile);
    this.#logFrom = Math.max(0, this.#logFrom - taken);
  }

  async #stop(): Promise<void> {
    // From the next tick on `leaving` is true, and saved with the rest.
    await Promise.resolve();
    await this.#around.changed().catch(report);
    await this.#starting;
    await this.#life?.running.process.stop(this.#instructions.spec.run.graceMs);
  }

  #failure(error: unknown): StartFailure {
    return this.leaving ? { reason: 'stopped', lastLines: [] } : startFailure(this.#instructions.spec, error);
  }

  /** One start at a time: a command may ask for one while the back-off of a crash is about to make one. */
  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.#starting.then(act);
    this.#starting = mine.catch(() => undefined);
    return mine;
  }

  async #begin(): Promise<Begun> {
    if (this.leaving) throw new Error('stopped');
    if (this.#life?.alive) return { life: this.#life, isNew: false };
    // What it left behind is cleared up by then, and its successor is not taken for a part of that.
    await this.#life?.running.exited;
    // The port is kept, so that the router's table stays true, unless a stranger listens there now.
    const port = await keptPort(this.#around.machine, this.#port, this.#around.takenPorts());
    this.#moved ||= this.#port !== 0 && port !== this.#port;
    this.#port = port;
    if (this.#instructions.spec.run.limits) await this.#learnCgroups();
    this.#logFrom = this.#around.machine.logs.size(this.logFile);
    const [id, instructions, around, logFile] = [this.id, this.#instructions, this.#around, this.logFile];
    const onRecord = async (running: InstanceProcess): Promise<void> => {
      if (this.leaving) throw new Error('stopped');
      this.#life = this.#lifeOf(running);
      await around.changed();
    };
    const started = await startInstance({ id, port, logFile, instructions, around, onRecord });
    return { life: this.#life ?? this.#lifeOf(started), isNew: true };
  }

  #lifeOf(running: InstanceProcess): Life {
    return new Life(running, {
      port: this.#port,
      instructions: this.#instructions,
      logFile: this.logFile,
      logFrom: () => this.#logFrom,
      leaving: () => this.leaving,
      liveEveryMs: this.#around.timing.liveEveryMs,
      machine: this.#around.machine,
    });
  }

  async #learnCgroups(): Promise<void> {
    this.#cgroups = await this.#around.cgroupHome();
  }

  /** Watches what nobody waits for. */
  #look(life: Life, pause?: number): void {
    this.#watch(life, pause);
    life.readyAtLast().then(isReady => {
      if (this.#life === life && !this.leaving) this.#ready = isReady;
    }, report);
  }

  /** Starts it again when it crashes, and ends it when it hangs. `pause` is what it waited before this life. */
  #watch(life: Life, pause?: number): void {
    life.endIfHung().catch(report);
    life
      .ended()
      .then(({ how, livedMs }) => {
        if (this.leaving) return;
        this.#ready = false;
        this.#lastExit = how;
        return this.#again(pause, livedMs);
      })
      .catch(report);
  }

  async #again(last: number | undefined, livedMs: number): Promise<void> {
    const pause = nextPause(last, livedMs, this.#around.timing);
    await this.#around.machine.clock.sleep(pause);
    if (this.leaving) return;
    // After a crash of the supervisor its memory of them is gone until the next command hands them over again.
    if (this.#instructions.missingSecrets.length > 0) return this.#again(pause, 0);
    const begun = await this.#inTurn(() => this.#begin()).catch(() => undefined);
    if (!begun) return this.#again(pause, 0);
    // A command was faster: it watches what it has started.
    if (!begun.isNew) return;
    this.#restarts += 1;
    if (this.#moved) this.#around.moved();
    this.#moved = false;
    this.#look(begun.life, pause);
  }
}
