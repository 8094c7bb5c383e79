import { join } from 'node:path';
import type { LimitsInForce } from '../engine/ports.ts';
import type { CgroupHome } from '../machine/limiter.ts';
import { keptPort } from './free-port.ts';
import { adoptInstance, type InstanceProcess, startInstance } from './instance-process.ts';
import type { Instructions } from './instructions.ts';
import { Life } from './life.ts';
import { report } from './report.ts';
import type { SavedInstance } from './saved-state.ts';
import type { Surroundings } from './surroundings.ts';

export interface Begun {
  readonly life: Life;
  /** False when it ran already. */
  readonly isNew: boolean;
}

/** Begins the lives of one instance, one at a time, on a port that it keeps. */
export class Lives {
  readonly #id: string;
  readonly #instructions: Instructions;
  readonly #around: Surroundings;
  readonly #leaving: () => boolean;
  #latest: Life | undefined;
  #port = 0;
  /** Its port is not the one that the router was told. */
  #moved = false;
  #cgroups: CgroupHome | string = '';
  #logFrom = 0;
  /** A start that has begun and is not on record yet. */
  #starting: Promise<unknown> = Promise.resolve();

  /** `leaving`: it has been told to stop, and nothing is started any more. */
  constructor(id: string, instructions: Instructions, around: Surroundings, leaving: () => boolean) {
    this.#id = id;
    this.#instructions = instructions;
    this.#around = around;
    this.#leaving = leaving;
  }

  get latest(): Life | undefined {
    return this.#latest;
  }

  get port(): number {
    return this.#port;
  }

  get logFile(): string {
    return join(this.#around.logFolder, this.#instructions.spec.group, `${this.#id}.log`);
  }

  get limits(): LimitsInForce | undefined {
    const { limits } = this.#instructions.spec.run;
    const running = this.#latest?.running;
    const pid = running?.process.id.pid ?? 0;
    const { limiter } = this.#around.machine;
    return limits && limiter.inForce(limits, pid, this.#cgroups, running?.cgroup !== undefined);
  }

  /** The life that an earlier supervisor began, unless it has ended meanwhile. */
  adopt({ port, process, cgroup, leaving }: SavedInstance): Life | undefined {
    this.#port = port;
    const found = process && adoptInstance(process, this.#id, cgroup, this.#around);
    this.#latest = found && this.#lifeOf(found);
    if (!leaving && this.#instructions.spec.run.limits) this.#learnCgroups().catch(report);
    return this.#latest;
  }

  /** One start at a time: a command may ask for one while the back-off of a crash is about to make one. */
  begin(): Promise<Begun> {
    const mine = this.#starting.then(() => this.#begin());
    this.#starting = mine.catch(() => undefined);
    return mine;
  }

  /** Has its port changed since this was asked last? */
  takeMove(): boolean {
    const moved = this.#moved;
    this.#moved = false;
    return moved;
  }

  /** Ends the life that there is, and the one that is just beginning. */
  async stop(graceMs: number): Promise<void> {
    await this.#starting;
    await this.#latest?.running.process.stop(graceMs);
  }

  async rotateLog(): Promise<void> {
    const taken = await this.#around.machine.logs.rotate(this.logFile);
    this.#logFrom = Math.max(0, this.#logFrom - taken);
  }

  async #begin(): Promise<Begun> {
    if (this.#leaving()) throw new Error('stopped');
    if (this.#latest?.alive) return { life: this.#latest, isNew: false };
    // What it left behind is cleared up by then, and its successor is not taken for a part of that.
    await this.#latest?.running.exited;
    const { machine, takenPorts } = this.#around;
    // The port is kept, so that the router's table stays true, unless a stranger listens there now.
    const port = await keptPort(machine, this.#port, takenPorts());
    this.#moved ||= this.#port !== 0 && port !== this.#port;
    this.#port = port;
    if (this.#instructions.spec.run.limits) await this.#learnCgroups();
    this.#logFrom = machine.logs.size(this.logFile);
    return { life: await this.#start(port), isNew: true };
  }

  async #start(port: number): Promise<Life> {
    const [id, instructions, around, logFile] = [this.#id, this.#instructions, this.#around, this.logFile];
    const onRecord = async (running: InstanceProcess): Promise<void> => {
      if (this.#leaving()) throw new Error('stopped');
      this.#latest = this.#lifeOf(running);
      await around.changed();
    };
    const started = await startInstance({ id, port, logFile, instructions, around, onRecord });
    return this.#latest ?? this.#lifeOf(started);
  }

  #lifeOf(running: InstanceProcess): Life {
    return new Life(running, {
      port: this.#port,
      instructions: this.#instructions,
      logFile: this.logFile,
      logFrom: () => this.#logFrom,
      leaving: this.#leaving,
      liveEveryMs: this.#around.timing.liveEveryMs,
      machine: this.#around.machine,
    });
  }

  async #learnCgroups(): Promise<void> {
    this.#cgroups = await this.#around.cgroupHome();
  }
}
