import { DurableText } from '../../../src/deliver/durable/durable-text.ts';
import type { EnsureResult, HookResult, Instance, ProbeResult } from '../../../src/deliver/engine/ports.ts';
import { Turns } from '../../../src/deliver/supervisor/turns.ts';
import { failure } from '../../../src/errors/index.ts';
import type { ModelInstance } from './instance.ts';
import type { Machine } from './machine.ts';
import { Process } from './process.ts';

interface Slot {
  readonly id: string;
  port: number;
  instance: ModelInstance | undefined;
  restarts: number;
  leaving: boolean;
}

interface Group {
  readonly name: string;
  replicas: number;
  slots: Slot[];
  stopping: boolean;
  stopAt?: { readonly at: number; readonly cancel: () => void };
}

interface Saved {
  readonly token: number;
  readonly groups: readonly {
    readonly name: string;
    readonly replicas: number;
    readonly stopping: boolean;
    readonly stopAt?: number;
    readonly slots: readonly {
      readonly id: string;
      readonly port: number;
      readonly pid?: number;
      readonly restarts: number;
      readonly leaving: boolean;
    }[];
  }[];
}

export interface Decided {
  readonly token: number;
  readonly order: number;
}

export const readyTimeoutMs = 1500;
const backoffMs = 100;

/** What src/deliver/supervisor does, with model instances: groups by name, their slots, and a state file. */
export class ModelSupervisor {
  readonly process: Process;
  readonly #machine: Machine;
  readonly #service: string;
  readonly #state: DurableText;
  readonly #groups = new Map<string, Group>();
  readonly #turns = new Turns();
  readonly #stops = new Map<string, Decided>();
  #token = 0;

  constructor(machine: Machine, service: string) {
    this.#machine = machine;
    this.#service = service;
    this.process = machine.add(new Process(`supervisor of ${service}`, machine.time));
    this.#state = new DurableText(machine.diskOf(this.process), this.#file, () =>
      JSON.stringify(this.#saved()),
    );
  }

  get #file(): string {
    return `/state/${this.#service}/supervisor.json`;
  }

  /** Takes over what one that died has left. */
  async recover(): Promise<void> {
    const text = await this.#machine.disk.read(this.#file);
    if (text === undefined) return;
    const saved = JSON.parse(text) as Saved;
    this.#token = saved.token;
    const alive = new Map([...this.#machine.instances].map(instance => [instance.pid, instance]));
    for (const { name, replicas, stopping, stopAt, slots } of saved.groups) {
      const group: Group = {
        name,
        replicas,
        stopping: false,
        slots: slots.map(({ id, port, pid, restarts, leaving }) => ({
          id,
          port,
          restarts,
          leaving,
          instance: alive.get(pid ?? -1),
        })),
      };
      this.#groups.set(name, group);
      for (const slot of group.slots) {
        if (slot.leaving) void this.#dismiss(group, slot).catch(ignore);
        else if (!stopping) this.#keep(group, slot);
      }
      if (stopping) void this.#turns.take(name, () => this.#remove(name)).catch(ignore);
      else if (stopAt !== undefined) this.#expire(group, stopAt);
    }
  }

  announce(token: number): Promise<void> {
    this.#fence(token);
    return this.#state.save();
  }

  ensure(name: string, replicas: number, decided: Decided): Promise<EnsureResult> {
    this.#fence(decided.token);
    return this.#turns.take(name, async () => {
      const stop = this.#stops.get(name);
      if (stop !== undefined && stop.token === decided.token && stop.order > decided.order)
        return { ok: false, failure: { reason: 'stopped', lastLines: [] } };
      const existing = this.#groups.get(name);
      const group = existing ?? { name, replicas, slots: [], stopping: false };
      this.#groups.set(name, group);
      this.#cancelExpiry(group);
      const result = await this.#fill(group, replicas);
      if (!result.ok && !existing) await this.#remove(name);
      await this.#state.save();
      return result;
    });
  }

  stop(name: string, decided: Decided): Promise<void> {
    this.#fence(decided.token);
    this.#stops.set(name, decided);
    const group = this.#groups.get(name);
    if (group) void this.#stopAll(group).catch(ignore);
    return this.#turns.take(name, () => this.#remove(name));
  }

  trim(token: number, name: string, replicas: number): Promise<void> {
    this.#fence(token);
    return this.#turns.take(name, async () => {
      const group = this.#groups.get(name);
      if (!group) return;
      group.replicas = replicas;
      const staying = group.slots.filter(({ leaving }) => !leaving);
      await Promise.all(staying.slice(replicas).map(slot => this.#dismiss(group, slot)));
    });
  }

  async stopAt(token: number, name: string, at: number): Promise<void> {
    this.#fence(token);
    const group = this.#groups.get(name);
    if (group) this.#expire(group, at);
    await this.#state.save();
  }

  observe(): Instance[] {
    return [...this.#groups.values()].flatMap(group =>
      group.slots
        .filter(({ leaving }) => group.stopping || !leaving)
        .map(({ id, port, restarts, instance, leaving }) => ({
          id,
          release: group.name.split('~')[0] ?? '',
          group: group.name,
          host: '127.0.0.1',
          port,
          pid: instance?.pid ?? 0,
          ready: instance?.state === 'ready' && !leaving && !group.stopping,
          restarts,
        })),
    );
  }

  async probe(name: string, paths: readonly string[], rounds: number): Promise<ProbeResult> {
    const slots = this.#groups.get(name)?.slots ?? [];
    const total = slots.length * paths.length * rounds;
    const answering = slots.filter(
      ({ instance }) =>
        instance?.state === 'ready' &&
        !instance.isHung &&
        instance.behaviour.smoke === 'passes' &&
        instance.behaviour.start !== 'flaps',
    );
    return { passed: answering.length * paths.length * rounds, total };
  }

  async runHook(token: number, id: string, ms: number, isGood: boolean): Promise<HookResult> {
    this.#fence(token);
    const { hooks, time } = this.#machine;
    const known = hooks.get(id);
    const run = known ?? { endsAt: time.now + ms, ok: isGood, stopped: false, unknown: false };
    hooks.set(id, run);
    await time.sleep(run.endsAt - time.now);
    const ok = run.ok && !run.stopped && !run.unknown;
    return {
      ok,
      code: ok ? 0 : 1,
      signal: null,
      timedOut: false,
      unknown: run.unknown,
      tookMs: ms,
      logFile: 'hook.log',
      lastLines: [],
    };
  }

  async stopHook(token: number, id: string): Promise<void> {
    this.#fence(token);
    const { hooks, time } = this.#machine;
    const run = hooks.get(id);
    if (run) run.stopped = true;
    else hooks.set(id, { endsAt: time.now, ok: false, stopped: true, unknown: false });
  }

  async #fill(group: Group, replicas: number): Promise<EnsureResult> {
    group.replicas = Math.max(replicas, group.slots.filter(({ leaving }) => !leaving).length);
    while (group.slots.filter(({ leaving }) => !leaving).length < replicas)
      group.slots.push({
        id: this.#freeId(group),
        port: 0,
        instance: undefined,
        restarts: 0,
        leaving: false,
      });
    const staying = group.slots.filter(({ leaving }) => !leaving);
    const failures = await Promise.all(staying.map(slot => this.#start(group, slot)));
    const failed = failures.find(one => one !== undefined);
    if (failed) return { ok: false, failure: { reason: failed, lastLines: [] } };
    return { ok: true, instances: this.observe().filter(instance => instance.group === group.name) };
  }

  #freeId(group: Group): string {
    for (let n = 1; ; n += 1) {
      const id = `${group.name}-${n}`;
      if (!group.slots.some(slot => slot.id === id)) return id;
    }
  }

  /** On record before it begins. */
  async #start(
    group: Group,
    slot: Slot,
    patience = readyTimeoutMs,
  ): Promise<'exited' | 'not-ready' | 'stopped' | 'cannot-start' | undefined> {
    const machine = this.#machine;
    let { instance } = slot;
    const isNew = !instance?.alive;
    if (!instance?.alive) {
      if (slot.port === 0) slot.port = machine.freePort();
      instance = machine.spawn(this.#service, slot.id, group.name, slot.port, this.process);
      slot.instance = instance;
      try {
        await this.#state.save();
      } catch {
        machine.end(instance);
        return 'cannot-start';
      }
    }
    if (slot.leaving) return 'stopped';
    machine.go(instance);
    const awaited = instance;
    const settled = () => slot.leaving || awaited.state === 'ready' || !awaited.alive;
    await this.process.hears(Promise.race([awaited.until(settled), machine.time.sleep(patience)]));
    if (slot.leaving) return 'stopped';
    if (!awaited.alive) return 'exited';
    if (awaited.state !== 'ready') return 'not-ready';
    if (isNew) this.#watch(group, slot, awaited);
    return undefined;
  }

  /** One that was adopted: looked after, or started again when it has ended. */
  #keep(group: Group, slot: Slot): void {
    if (!slot.instance?.alive) {
      this.#machine.excuse(this.#service);
      void this.#again(group, slot);
    } else if (slot.instance.state === 'held') this.#machine.end(slot.instance);
    else this.#watch(group, slot, slot.instance);
  }

  #watch(group: Group, slot: Slot, instance: ModelInstance): void {
    void this.process.hears(instance.until(() => !instance.alive)).then(() => {
      if (!slot.leaving && !group.stopping && slot.instance === instance) void this.#again(group, slot);
    });
  }

  async #again(group: Group, slot: Slot): Promise<void> {
    for (;;) {
      await this.process.hears(this.#machine.time.sleep(backoffMs * 2 ** Math.min(slot.restarts, 5)));
      if (slot.leaving || group.stopping || slot.instance?.alive) return;
      slot.restarts += 1;
      const failed = await this.#start(group, slot, readyTimeoutMs * 3);
      if (failed === undefined || failed === 'stopped') return;
      if (failed === 'not-ready' && slot.instance) this.#machine.end(slot.instance);
    }
  }

  async #dismiss(group: Group, slot: Slot): Promise<void> {
    await this.#end(slot);
    group.slots = group.slots.filter(other => other !== slot);
    await this.#state.save();
  }

  /** On record before it is done. */
  async #end(slot: Slot): Promise<void> {
    slot.leaving = true;
    const { instance } = slot;
    await this.#state.save().catch(ignore);
    if (instance) await this.process.hears(this.#machine.terminate(instance));
  }

  async #stopAll(group: Group): Promise<void> {
    group.stopping = true;
    await Promise.all(group.slots.map(slot => this.#end(slot)));
  }

  async #remove(name: string): Promise<void> {
    const group = this.#groups.get(name);
    if (group) {
      this.#cancelExpiry(group);
      await this.#stopAll(group);
      this.#groups.delete(name);
    }
    await this.#state.save();
  }

  #expire(group: Group, at: number): void {
    this.#cancelExpiry(group);
    const act = () => {
      if (this.process.alive) void this.#turns.take(group.name, () => this.#remove(group.name)).catch(ignore);
    };
    const cancel = this.#machine.time.after(at - this.#machine.wallClock(), act);
    group.stopAt = { at, cancel };
  }

  #cancelExpiry(group: Group): void {
    group.stopAt?.cancel();
    delete group.stopAt;
  }

  #saved(): Saved {
    return {
      token: this.#token,
      groups: [...this.#groups.values()].map(({ name, replicas, stopping, stopAt, slots }) => ({
        name,
        replicas,
        stopping,
        ...(stopAt ? { stopAt: stopAt.at } : {}),
        slots: slots.map(({ id, port, instance, restarts, leaving }) => ({
          id,
          port,
          ...(instance?.alive ? { pid: instance.pid } : {}),
          restarts,
          leaving,
        })),
      })),
    };
  }

  #fence(token: number): void {
    if (token < this.#token) throw failure('fenced', { scope: this.#service });
    this.#token = token;
  }
}

const ignore = (): void => undefined;
