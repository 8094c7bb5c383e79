import { join } from 'node:path';
import { failure } from '../../errors/index.ts';
import type { EnsureResult, Instance, ProbeResult } from '../engine/ports.ts';
import { Companion, type CompanionStatus } from './companion.ts';
import { Group, type GroupSpec } from './group.ts';
import { logFiles, rotate, tail } from './logs.ts';
import { probe } from './probe.ts';
import { loadState, saveState } from './saved-state.ts';

export interface EnsureRequest extends GroupSpec {
  readonly token: number;
  /** Grows with each call of one token. */
  readonly order: number;
  readonly secrets: Readonly<Record<string, string>>;
}

const routerGraceMs = 10_000;
/** setTimeout holds 31 bits; a longer wait is taken in pieces. */
const longestTimerMs = 2 ** 31 - 1;

/** Owns the instances of one service in one environment, their logs and timers; outlives every command. */
export class Supervisor {
  readonly #folder: string;
  readonly #groups = new Map<string, Group>();
  readonly #companions = new Map<string, Companion>();
  readonly #expiries = new Map<string, { at: number; timer: NodeJS.Timeout }>();
  /** Calls about one release are taken one after the other. */
  readonly #turns = new Map<string, Promise<unknown>>();
  /** The last stop of each release, so that a start which was decided before it is refused. */
  readonly #stops = new Map<string, { token: number; order: number }>();
  #token = 0;

  /** `folder` holds the state file `supervisor.json` and `logs/`. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Takes over what an earlier supervisor left behind. */
  async recover(): Promise<void> {
    const saved = loadState(this.#stateFile);
    this.#token = saved.token;
    for (const { spec, slots, stopAt } of saved.groups) {
      const group = this.#newGroup(spec, {});
      group.adopt(slots);
      if (stopAt !== undefined) this.#expire(spec.release, stopAt);
    }
    for (const { name, command, process } of saved.companions) {
      await this.#companion(name, command).start(process);
    }
  }

  ensure(request: EnsureRequest): Promise<EnsureResult> {
    this.#fence(request.token);
    const { release, replicas, folder, run, environment, secrets } = request;
    return this.#inTurn(release, async () => {
      if (this.#stoppedAfter(request)) return { ok: false, failure: { reason: 'stopped', lastLines: [] } };
      this.#cancelExpiry(release);
      const existing = this.#groups.get(release);
      if (existing) existing.learn(secrets);
      const group = existing ?? this.#newGroup({ release, replicas, folder, run, environment }, secrets);
      const result = await group.ensure(replicas);
      if (!result.ok && !existing) await this.#remove(release);
      this.#save();
      return result;
    });
  }

  stop(token: number, release: string, order: number): Promise<void> {
    this.#fence(token);
    this.#stops.set(release, { token, order });
    // At once, so that a start that is under way ends; what it leaves is removed in its turn.
    void this.#groups.get(release)?.stop();
    return this.#inTurn(release, () => this.#remove(release));
  }

  trim(token: number, release: string, replicas: number): Promise<void> {
    this.#fence(token);
    return this.#inTurn(release, async () => this.#groups.get(release)?.trim(replicas));
  }

  /** A new holder of the lease makes itself known: from now on every older one is refused. */
  announce(token: number): void {
    this.#fence(token);
    this.#save();
  }

  /** Values of open variables for the instances that are started from now on. */
  hand(token: number, secrets: Readonly<Record<string, Readonly<Record<string, string>>>>): void {
    this.#fence(token);
    for (const [release, values] of Object.entries(secrets)) {
      this.#groups.get(release)?.learn(values);
    }
  }

  stopAt(token: number, release: string, at: number): void {
    this.#fence(token);
    if (this.#groups.has(release)) this.#expire(release, at);
    this.#save();
  }

  observe(): Instance[] {
    return [...this.#groups.values()].flatMap(group => group.instances);
  }

  async probe(release: string, paths: readonly string[], rounds: number): Promise<ProbeResult> {
    const group = this.#groups.get(release);
    let [passed, total] = [0, 0];
    let why: string | undefined;
    for (let round = 0; round < rounds; round += 1) {
      // One instance after the other: a probe must not be a load test.
      const instances = group?.instances ?? [];
      const instance = instances[round % Math.max(1, instances.length)];
      const asked = rounds === 1 ? instances : instance ? [instance] : [];
      for (const { port } of asked) {
        for (const path of paths) {
          const answer = await probe(port, path, group?.spec.run.probeTimeoutMs ?? 1000);
          total += 1;
          if (answer.ok) passed += 1;
          else why ??= `GET ${path} answered ${group?.redacted(answer.text) ?? answer.text}`;
        }
      }
    }
    return why === undefined ? { passed, total } : { passed, total, why };
  }

  async logs(release: string, lines: number): Promise<string[]> {
    const files = await logFiles(this.#logFolder, release);
    return (await Promise.all(files.map(file => tail(file, lines)))).flat();
  }

  /** Starts a process and keeps it alive; the same name is started once, unless it has given up. */
  async keep(token: number, name: string, command: readonly string[]): Promise<CompanionStatus> {
    this.#fence(token);
    const known = await this.companion(name);
    if (known && !known.alive) this.#companions.delete(name);
    const companion = this.#companion(name, command);
    await companion.start();
    this.#save();
    return companion.status();
  }

  async companion(name: string): Promise<CompanionStatus | undefined> {
    return this.#companions.get(name)?.status();
  }

  async rotateLogs(): Promise<void> {
    for (const group of this.#groups.values()) {
      for (const slot of group.slots) await rotate(group.logFile(slot));
    }
  }

  /** Ends everything: the router first, so that nobody is sent to an instance that stops. */
  async shutDown(token: number): Promise<void> {
    this.#fence(token);
    await Promise.all([...this.#companions.values()].map(companion => companion.stop(routerGraceMs)));
    this.#companions.clear();
    await Promise.all(
      [...this.#groups.keys()].map(release => this.#inTurn(release, () => this.#remove(release))),
    );
    this.#save();
  }

  get #stateFile(): string {
    return join(this.#folder, 'supervisor.json');
  }

  get #logFolder(): string {
    return join(this.#folder, 'logs');
  }

  #stoppedAfter({ release, token, order }: EnsureRequest): boolean {
    const stop = this.#stops.get(release);
    return stop !== undefined && stop.token === token && stop.order > order;
  }

  /** Refuses a command whose lease has gone to another. */
  #fence(token: number): void {
    if (token < this.#token) throw failure('fenced', { scope: this.#folder });
    this.#token = token;
  }

  #newGroup(spec: GroupSpec, secrets: Readonly<Record<string, string>>): Group {
    const group = new Group(spec, secrets, {
      logFolder: this.#logFolder,
      takenPorts: () => new Set(this.observe().map(instance => instance.port)),
      changed: () => this.#save(),
    });
    this.#groups.set(spec.release, group);
    return group;
  }

  #companion(name: string, command: readonly string[]): Companion {
    const known = this.#companions.get(name);
    if (known) return known;
    const companion = new Companion(name, command, join(this.#logFolder, `${name}.log`), () => this.#save());
    this.#companions.set(name, companion);
    return companion;
  }

  async #remove(release: string): Promise<void> {
    this.#cancelExpiry(release);
    await this.#groups.get(release)?.stop();
    this.#groups.delete(release);
    this.#save();
  }

  #expire(release: string, at: number): void {
    this.#cancelExpiry(release);
    const left = at - Date.now();
    const timer = setTimeout(
      () => {
        if (left > longestTimerMs) this.#expire(release, at);
        // A timer has nobody to tell; what could not be done is done by the next command.
        else this.#inTurn(release, () => this.#remove(release)).catch(report);
      },
      Math.max(0, Math.min(left, longestTimerMs)),
    );
    this.#expiries.set(release, { at, timer });
  }

  #cancelExpiry(release: string): void {
    clearTimeout(this.#expiries.get(release)?.timer);
    this.#expiries.delete(release);
  }

  #inTurn<T>(release: string, act: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(release) ?? Promise.resolve();
    const mine = before.then(act, act);
    this.#turns.set(
      release,
      mine.catch(() => undefined),
    );
    return mine;
  }

  #save(): void {
    saveState(this.#stateFile, {
      schemaVersion: 1,
      token: this.#token,
      groups: [...this.#groups.values()].map(({ spec, slots }) => {
        const at = this.#expiries.get(spec.release)?.at;
        const saved = slots.map(({ id, port, process, restarts }) => ({
          id,
          port,
          process: process?.id,
          restarts,
        }));
        return { spec, slots: saved, ...(at === undefined ? {} : { stopAt: at }) };
      }),
      companions: [...this.#companions.values()].map(companion => companion.saved),
    });
  }
}

/** Into the supervisor's own log. */
const report = (error: unknown): void => console.error(error);
