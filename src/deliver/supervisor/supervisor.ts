import { join } from 'node:path';
import { failure } from '../../errors/index.ts';
import { DurableText } from '../durable/durable-text.ts';
import type { EnsureResult, HookResult, Instance, ProbeResult } from '../engine/ports.ts';
import type { Machine } from '../machine/machine.ts';
import { isAlive } from '../machine/processes.ts';
import type { CompanionStatus } from './companion.ts';
import { Companions } from './companions.ts';
import type { ErrandSpec } from './errand.ts';
import { Groups } from './groups.ts';
import type { HookOrder } from './hook.ts';
import { Hooks } from './hooks.ts';
import type { GroupSpec } from './instructions.ts';
import { sweep } from './marked.ts';
import { type Driver, Overseer } from './overseer.ts';
import { parseState, type SavedState, stateFileName } from './saved-state.ts';
import { defaultTiming, type Timing } from './surroundings.ts';
import { TableMender } from './table-mender.ts';

export interface EnsureRequest extends GroupSpec {
  readonly token: number;
  /** Grows with each call of one token. */
  readonly order: number;
  readonly secrets: Readonly<Record<string, string>>;
}

export interface SupervisorOptions {
  readonly timing?: Partial<Timing>;
}

/** Owns the instances of one service in one environment, their logs and timers; outlives every command. */
export class Supervisor {
  readonly #folder: string;
  readonly #machine: Machine;
  readonly #state: DurableText;
  readonly #groups: Groups;
  readonly #companions: Companions;
  readonly #hooks: Hooks;
  readonly #overseer: Overseer;
  readonly #mender: TableMender;
  #token = 0;

  /** `folder` is there, and holds the state file `supervisor.json` and `logs/`. */
  constructor(folder: string, machine: Machine, { timing }: SupervisorOptions = {}) {
    this.#folder = folder;
    this.#machine = machine;
    this.#state = new DurableText(machine.disk, this.#stateFile, () => JSON.stringify(this.#saved));
    const logFolder = join(folder, 'logs');
    const changed = () => this.#state.save();
    let home: ReturnType<Machine['limiter']['home']> | undefined;
    this.#groups = new Groups({
      machine,
      folder,
      logFolder,
      changed,
      moved: () => this.#mender.moved(),
      timing: { ...defaultTiming, ...timing },
      cgroupHome: () => (home ??= machine.limiter.home()),
    });
    this.#companions = new Companions({ machine, logFolder, changed });
    this.#hooks = new Hooks({ machine, folder, logFolder, changed });
    const secrets = () => ({ ...this.#hooks.secrets, ...this.#groups.secrets });
    const errands = { machine, logFile: join(logFolder, 'controller.log'), secrets, changed };
    this.#overseer = new Overseer(errands);
    this.#mender = new TableMender(errands);
  }

  /** Takes over what an earlier supervisor left behind. */
  async recover(): Promise<void> {
    const { disk, processes } = this.#machine;
    const saved = parseState(await disk.read(this.#stateFile), this.#stateFile);
    this.#token = saved.token;
    const alive = new Set(
      saved.groups.flatMap(({ slots }) =>
        slots.flatMap(({ id, process }) => (process && isAlive(processes, process) ? [id] : [])),
      ),
    );
    // Children of an instance that has ended meanwhile: its successor would find them in its way.
    await sweep(processes, this.#folder, instance => !alive.has(instance));
    this.#groups.adopt(saved.groups);
    this.#hooks.adopt(saved.hooks);
    await this.#companions.adopt(saved.companions);
    if (saved.mender) this.#mender.adopt(saved.mender);
    if (saved.oversight) this.#overseer.adopt(saved.oversight);
  }

  ensure(request: EnsureRequest): Promise<EnsureResult> {
    const { token, order, secrets, group, release, replicas, folder, run, environment } = request;
    this.#fence(token);
    const spec = { group, release, replicas, folder, run, environment };
    return this.#groups.ensure(spec, secrets, { token, order });
  }

  stop(token: number, group: string, order: number): Promise<void> {
    this.#fence(token);
    return this.#groups.stop(group, { token, order });
  }

  trim(token: number, group: string, replicas: number): Promise<void> {
    this.#fence(token);
    return this.#groups.trim(group, replicas);
  }

  /** A new holder of the lease makes itself known: from now on every older one is refused. */
  announce(token: number): Promise<void> {
    this.#fence(token);
    return this.#state.save();
  }

  /** Values of open variables, by release, for the instances that are started from now on. */
  hand(token: number, secrets: Readonly<Record<string, Readonly<Record<string, string>>>>): void {
    this.#fence(token);
    this.#groups.hand(secrets);
  }

  stopAt(token: number, group: string, at: number): Promise<void> {
    this.#fence(token);
    return this.#groups.stopAt(group, at);
  }

  observe(): Instance[] {
    return this.#groups.instances;
  }

  probe(group: string, paths: readonly string[], rounds: number): Promise<ProbeResult> {
    return this.#groups.probe(group, paths, rounds);
  }

  logs(group: string, lines: number): Promise<string[]> {
    return this.#groups.logs(group, lines);
  }

  runHook(token: number, order: HookOrder): Promise<HookResult> {
    this.#fence(token);
    return this.#hooks.run(order);
  }

  stopHook(token: number, id: string): Promise<void> {
    this.#fence(token);
    return this.#hooks.stop(id);
  }

  /** Has the driver of a deploy watched: when it has gone without `unwatch`, its argv is started in its place. */
  watch(token: number, driver: Driver): Promise<void> {
    this.#fence(token);
    return this.#overseer.watch(driver);
  }

  /** The driver ends on purpose: its argv is started as soon as it has gone. */
  continueDetached(token: number, driver: Driver): Promise<void> {
    this.#fence(token);
    return this.#overseer.watch(driver, true);
  }

  /** The deploy has ended: nobody needs to carry on with it. */
  unwatch(token: number): Promise<void> {
    this.#fence(token);
    return this.#overseer.unwatch();
  }

  /** Says which command writes the router's table anew when an instance had to move to another port. */
  onMove(token: number, command: ErrandSpec): Promise<void> {
    this.#fence(token);
    return this.#mender.learn(command);
  }

  /** Starts a process and keeps it alive; the same name is started once, unless it has given up. */
  keep(token: number, name: string, command: readonly string[]): Promise<CompanionStatus> {
    this.#fence(token);
    return this.#companions.keep(name, command);
  }

  companion(name: string): Promise<CompanionStatus | undefined> {
    return this.#companions.status(name);
  }

  /** Those of instances, and of router, supervisor and what the supervisor starts by itself. */
  async rotateLogs(): Promise<void> {
    await this.#groups.rotateLogs();
    const { logs } = this.#machine;
    for (const file of await logs.list(join(this.#folder, 'logs'))) await logs.rotate(file);
  }

  /** Ends everything: the router first, so that nobody is sent to an instance that stops. */
  async shutDown(token: number): Promise<void> {
    this.#fence(token);
    this.#overseer.end();
    this.#mender.end();
    await this.#companions.stop();
    await Promise.all([this.#groups.stopAll(), this.#hooks.stopAll()]);
    await this.#state.save();
  }

  get #stateFile(): string {
    return join(this.#folder, stateFileName);
  }

  get #saved(): SavedState {
    const [oversight, mender] = [this.#overseer.saved, this.#mender.saved];
    return {
      schemaVersion: 2,
      token: this.#token,
      groups: this.#groups.saved,
      companions: this.#companions.saved,
      hooks: this.#hooks.saved,
      ...(oversight ? { oversight } : {}),
      ...(mender ? { mender } : {}),
    };
  }

  /** Refuses a command whose lease has gone to another. */
  #fence(token: number): void {
    if (token < this.#token) throw failure('fenced', { scope: this.#folder });
    this.#token = token;
  }
}
