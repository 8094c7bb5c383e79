import { join } from 'node:path';
import { failure } from '../../errors/index.ts';
import { DurableText } from '../durable/durable-text.ts';
import type { EnsureResult, HookResult, Instance, ProbeResult } from '../engine/ports.ts';
import type { Machine } from '../machine/machine.ts';
import type { CompanionStatus } from './companion.ts';
import type { ErrandSpec } from './errand.ts';
import type { HookOrder } from './hook-record.ts';
import { Household } from './household.ts';
import type { GroupSpec } from './instructions.ts';
import type { Driver } from './overseer.ts';
import { parseState, type SavedState, stateFileName } from './saved-state.ts';
import { defaultTiming, type Timing } from './surroundings.ts';

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
  readonly #own: Household;
  #token = 0;

  /** `folder` is there, and holds the state file `supervisor.json` and `logs/`. */
  constructor(folder: string, machine: Machine, { timing }: SupervisorOptions = {}) {
    this.#folder = folder;
    this.#machine = machine;
    this.#state = new DurableText(machine.disk, this.#stateFile, () => JSON.stringify(this.#saved));
    const changed = () => this.#state.save();
    this.#own = new Household(folder, machine, { ...defaultTiming, ...timing }, changed);
  }

  /** Takes over what an earlier supervisor left behind. */
  async recover(): Promise<void> {
    const saved = parseState(await this.#machine.disk.read(this.#stateFile), this.#stateFile);
    this.#token = saved.token;
    await this.#own.adopt(saved);
  }

  ensure(request: EnsureRequest): Promise<EnsureResult> {
    const { token, order, secrets, group, release, replicas, folder, run, environment } = request;
    this.#fence(token);
    const spec = { group, release, replicas, folder, run, environment };
    return this.#own.groups.ensure(spec, secrets, { token, order });
  }

  stop(token: number, group: string, order: number): Promise<void> {
    this.#fence(token);
    return this.#own.groups.stop(group, { token, order });
  }

  trim(token: number, group: string, replicas: number): Promise<void> {
    this.#fence(token);
    return this.#own.groups.trim(group, replicas);
  }

  /** A new holder of the lease makes itself known: from now on every older one is refused. */
  announce(token: number): Promise<void> {
    this.#fence(token);
    return this.#state.save();
  }

  /** Values of open variables, by release, for the instances that are started from now on. */
  hand(token: number, secrets: Readonly<Record<string, Readonly<Record<string, string>>>>): void {
    this.#fence(token);
    this.#own.groups.hand(secrets);
  }

  stopAt(token: number, group: string, at: number): Promise<void> {
    this.#fence(token);
    return this.#own.groups.stopAt(group, at);
  }

  observe(): Instance[] {
    return this.#own.groups.instances;
  }

  probe(group: string, paths: readonly string[], rounds: number): Promise<ProbeResult> {
    return this.#own.groups.probe(group, paths, rounds);
  }

  logs(group: string, lines: number): Promise<string[]> {
    return this.#own.groups.logs(group, lines);
  }

  runHook(token: number, order: HookOrder): Promise<HookResult> {
    this.#fence(token);
    return this.#own.hooks.run(order);
  }

  stopHook(token: number, id: string): Promise<void> {
    this.#fence(token);
    return this.#own.hooks.stop(id);
  }

  /** Has the driver of a deploy watched: when it has gone without `unwatch`, its argv is started in its place. */
  watch(token: number, driver: Driver): Promise<void> {
    this.#fence(token);
    return this.#own.overseer.watch(driver);
  }

  /** The driver ends on purpose: its argv is started as soon as it has gone. */
  continueDetached(token: number, driver: Driver): Promise<void> {
    this.#fence(token);
    return this.#own.overseer.watch(driver, true);
  }

  /** The deploy has ended: nobody needs to carry on with it. */
  unwatch(token: number): Promise<void> {
    this.#fence(token);
    return this.#own.overseer.unwatch();
  }

  /** Says which command writes the router's table anew when an instance had to move to another port. */
  onMove(token: number, command: ErrandSpec): Promise<void> {
    this.#fence(token);
    return this.#own.mender.learn(command);
  }

  /** Starts a process and keeps it alive; the same name is started once, unless it has given up. */
  keep(token: number, name: string, command: readonly string[]): Promise<CompanionStatus> {
    this.#fence(token);
    return this.#own.companions.keep(name, command);
  }

  companion(name: string): Promise<CompanionStatus | undefined> {
    return this.#own.companions.status(name);
  }

  rotateLogs(): Promise<void> {
    return this.#own.rotateLogs();
  }

  /** Ends everything. */
  async shutDown(token: number): Promise<void> {
    this.#fence(token);
    await this.#own.end();
    await this.#state.save();
  }

  get #stateFile(): string {
    return join(this.#folder, stateFileName);
  }

  get #saved(): SavedState {
    return { schemaVersion: 2, token: this.#token, ...this.#own.saved };
  }

  /** Refuses a command whose lease has gone to another. */
  #fence(token: number): void {
    if (token < this.#token) throw failure('fenced', { scope: this.#folder });
    this.#token = token;
  }
}
