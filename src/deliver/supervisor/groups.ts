import { join } from 'node:path';
import type { EnsureResult, Instance, ProbeResult } from '../engine/ports.ts';
import { Expiries } from './expiries.ts';
import { Group } from './group.ts';
import { type GroupSpec, Instructions } from './instructions.ts';
import { probeGroup } from './probe-group.ts';
import { report } from './report.ts';
import type { SavedGroup } from './saved-state.ts';
import type { Surroundings } from './surroundings.ts';
import { Turns } from './turns.ts';

/** When a command was decided: the order grows with each call of one token. */
export interface Decided {
  readonly token: number;
  readonly order: number;
}

/** All groups of instances of one service in one environment, by name, and when each is to be stopped. */
export class Groups {
  readonly #around: Surroundings;
  readonly #groups = new Map<string, Group>();
  readonly #expiries: Expiries;
  /** Calls about one group are taken one after the other. */
  readonly #turns = new Turns();
  /** The last stop of each group, so that a start which was decided before it is refused. */
  readonly #stops = new Map<string, Decided>();

  constructor(around: Omit<Surroundings, 'takenPorts'>) {
    this.#around = {
      ...around,
      takenPorts: () => new Set(this.saved.flatMap(({ slots }) => slots.map(({ port }) => port))),
    };
    // A timer has nobody to tell; what could not be done is done by the next command.
    const expire = (name: string) => void this.#turns.take(name, () => this.#remove(name)).catch(report);
    this.#expiries = new Expiries(around.machine.clock, expire);
  }

  get instances(): Instance[] {
    return [...this.#groups.values()].flatMap(group => group.instances);
  }

  /** Values of open variables that instances were given. */
  get secrets(): Readonly<Record<string, string>> {
    const all = [...this.#groups.values()].map(group => group.instructions.secrets);
    return Object.assign({}, ...all) as Record<string, string>;
  }

  get saved(): SavedGroup[] {
    return [...this.#groups.values()].map(group => {
      const at = this.#expiries.at(group.spec.group);
      return {
        spec: group.spec,
        slots: group.saved,
        ...(at === undefined ? {} : { stopAt: at }),
        ...(group.stopping ? { stopping: true } : {}),
      };
    });
  }

  adopt(saved: readonly SavedGroup[]): void {
    for (const { spec, slots, stopAt, stopping } of saved) {
      const group = this.#add(spec, {});
      group.adopt(slots).catch(report);
      if (stopping) this.#turns.take(spec.group, () => this.#remove(spec.group)).catch(report);
      else if (stopAt !== undefined) this.#expiries.set(spec.group, stopAt);
    }
  }

  ensure(
    spec: GroupSpec,
    secrets: Readonly<Record<string, string>>,
    decided: Decided,
  ): Promise<EnsureResult> {
    return this.#turns.take(spec.group, async () => {
      if (this.#stoppedAfter(spec.group, decided))
        return { ok: false, failure: { reason: 'stopped', lastLines: [] } };
      this.#expiries.cancel(spec.group);
      const existing = this.#groups.get(spec.group);
      existing?.instructions.learn(secrets);
      const group = existing ?? this.#add(spec, secrets);
      const result = await group.ensure(spec.replicas);
      if (!result.ok && !existing) await this.#remove(spec.group);
      await this.#around.changed();
      return result;
    });
  }

  stop(name: string, decided: Decided): Promise<void> {
    this.#stops.set(name, decided);
    // At once, so that a start that is under way ends; what it leaves is removed in its turn.
    this.#groups.get(name)?.stop().catch(report);
    return this.#turns.take(name, () => this.#remove(name));
  }

  trim(name: string, replicas: number): Promise<void> {
    return this.#turns.take(name, async () => this.#groups.get(name)?.trim(replicas));
  }

  async stopAt(name: string, at: number): Promise<void> {
    if (this.#groups.has(name)) this.#expiries.set(name, at);
    await this.#around.changed();
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.#groups.keys()].map(name => this.#turns.take(name, () => this.#remove(name))));
  }

  hand(secrets: Readonly<Record<string, Readonly<Record<string, string>>>>): void {
    for (const { spec, instructions } of this.#groups.values())
      instructions.learn(secrets[spec.release] ?? {});
  }

  async probe(name: string, paths: readonly string[], rounds: number): Promise<ProbeResult> {
    const group = this.#groups.get(name);
    return group ? probeGroup(this.#around.machine.sockets, group, paths, rounds) : { passed: 0, total: 0 };
  }

  async logs(name: string, lines: number): Promise<string[]> {
    const { logs } = this.#around.machine;
    const files = await logs.list(join(this.#around.logFolder, name));
    return (await Promise.all(files.map(file => logs.tail(file, lines)))).flat();
  }

  async rotateLogs(): Promise<void> {
    for (const group of this.#groups.values()) await group.rotateLogs();
  }

  #add(spec: GroupSpec, secrets: Readonly<Record<string, string>>): Group {
    const { own } = this.#around.machine.processes;
    const group = new Group(new Instructions(spec, secrets, own.environment), this.#around);
    this.#groups.set(spec.group, group);
    return group;
  }

  #stoppedAfter(name: string, { token, order }: Decided): boolean {
    const stop = this.#stops.get(name);
    return stop !== undefined && stop.token === token && stop.order > order;
  }

  async #remove(name: string): Promise<void> {
    this.#expiries.cancel(name);
    await this.#groups.get(name)?.stop();
    this.#groups.delete(name);
    await this.#around.changed();
  }
}
