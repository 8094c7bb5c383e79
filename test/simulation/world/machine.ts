import type { Random } from '../../fuzz/random.ts';
import type { Faults } from '../faults.ts';
import type { Judge } from '../judge.ts';
import type { Behaviour } from '../scenario.ts';
import { ForgetfulDisk, seenBy } from './disk.ts';
import { ModelInstance } from './instance.ts';
import type { Process } from './process.ts';
import type { VirtualTime } from './time.ts';

/** How long a process has from SIGTERM to SIGKILL. */
export const graceMs = 400;

/** After an instance has failed its service is without it for so long at most. */
const excusedMs = 12_000;

/** What a hook of the team has come to; known for ever by its id. */
export interface HookRun {
  readonly endsAt: number;
  readonly ok: boolean;
  stopped: boolean;
  unknown: boolean;
}

/** One machine: its processes, its disk, and what a power cut leaves of them. */
export class Machine {
  readonly time: VirtualTime;
  readonly faults: Faults;
  readonly judge: Judge;
  readonly disk: ForgetfulDisk;
  readonly instances = new Set<ModelInstance>();
  readonly hooks = new Map<string, HookRun>();
  readonly behaviours = new Map<string, Behaviour>();
  /** Counts power cuts. */
  boots = 0;
  isDown = false;
  jumpedMs = 0;
  say: (text: () => string) => void = () => undefined;
  /** Whether requests may be lost by design, see world.ts. */
  isUncertain: (service: string) => boolean = () => false;
  readonly #failedAt = new Map<string, number>();
  readonly #processes = new Set<Process>();
  #pids = 0;
  #ports = 20_000;

  constructor(time: VirtualTime, faults: Faults, judge: Judge, random: Random) {
    this.time = time;
    this.faults = faults;
    this.judge = judge;
    this.disk = new ForgetfulDisk(random);
  }

  /** What the clock on the wall shows: it can be set. */
  wallClock(): number {
    return this.time.now + this.jumpedMs;
  }

  /** Goes with the power. */
  add(process: Process): Process {
    this.#processes.add(process);
    process.onKill(() => this.#processes.delete(process));
    return process;
  }

  diskOf(process: Process): ReturnType<typeof seenBy> {
    return seenBy(this.disk, async () => {
      const fault = this.faults.disk();
      if (fault?.kind === 'disk-error') throw new Error('ENOSPC: no space left on device');
      if (fault?.kind === 'disk-power-loss') this.powerLoss();
      if (fault?.kind === 'disk-kill') process.kill();
      if (!process.runs) await process.turn();
    });
  }

  /** Whose port it is, whatever becomes of a connection to it. */
  listening(service: string, port: number): ModelInstance | undefined {
    for (const instance of this.instances)
      if (instance.port === port && instance.service === service && instance.state !== 'held')
        return instance;
    return undefined;
  }

  /** An instance of the service failed by a fault or by its own nature; traffic may meet what is left of it. */
  failed(instance: ModelInstance): void {
    instance.isFaulted = true;
    this.#failedAt.set(instance.service, this.time.now);
    this.end(instance);
  }

  /** Answers nothing any more, until its supervisor has noticed (three live probes) and ends it. */
  hang(instance: ModelInstance): void {
    instance.isHung = true;
    instance.isFaulted = true;
    this.#failedAt.set(instance.service, this.time.now);
    this.time.after(3000, () => this.failed(instance));
  }

  /** From now on, too: what failed while nobody looked after it is started again only now. */
  excuse(service: string): void {
    this.#failedAt.set(service, this.time.now);
  }

  hasFailed(service: string): boolean {
    return this.#failedAt.has(service);
  }

  isExcused(service: string): boolean {
    if (this.isUncertain(service)) return true;
    return this.time.now - (this.#failedAt.get(service) ?? Number.NEGATIVE_INFINITY) < excusedMs;
  }

  freePort(): number {
    this.#ports += 1;
    return this.#ports;
  }

  /** Held back until `go`: nothing of it has run before. */
  spawn(service: string, id: string, group: string, port: number, by: Process): ModelInstance {
    this.#pids += 1;
    const behaviour = this.behaviourOf(group);
    const instance = new ModelInstance({ pid: this.#pids, service, id, group, port, behaviour });
    this.instances.add(instance);
    // Its standard input is closed when whoever holds it dies.
    by.onKill(() => {
      if (instance.state === 'held') this.end(instance);
    });
    return instance;
  }

  go(instance: ModelInstance): void {
    if (instance.state !== 'held') return;
    instance.become('starting');
    const { start, startMs } = instance.behaviour;
    this.time.after(startMs, () => {
      if (instance.state !== 'starting') return;
      if (start === 'exits') this.end(instance);
      else if (start !== 'never') instance.become('ready');
    });
  }

  behaviourOf(group: string): Behaviour {
    const found = this.behaviours.get(group.split('~')[0] ?? '');
    if (!found) throw new Error(`nobody knows the version ${group}`);
    return found;
  }

  /** SIGTERM: takes no more, answers what it has in hand; SIGKILL after the grace time. Resolves when it has ended. */
  async terminate(instance: ModelInstance): Promise<void> {
    if (instance.state === 'held') this.end(instance);
    if (!instance.alive) return;
    this.say(() => `${instance.id} is stopped with ${instance.inHand.size} in hand`);
    instance.become('stopping');
    const kill = this.time.after(graceMs, () => this.end(instance));
    if (instance.inHand.size === 0) this.end(instance);
    await instance.until(() => !instance.alive);
    kill();
  }

  end(instance: ModelInstance): void {
    instance.become('dead');
    this.instances.delete(instance);
  }

  /** Everything that runs is gone, and what was not synced. */
  powerLoss(): void {
    this.boots += 1;
    this.isDown = true;
    // A Set may lose what it is walked over.
    for (const instance of this.instances) this.failed(instance);
    for (const process of this.#processes) process.kill();
    const { now } = this.time;
    for (const hook of this.hooks.values()) if (hook.endsAt > now) hook.unknown = true;
    this.disk.forget();
    this.time.after(500, () => {
      this.isDown = false;
    });
  }
}
