import type { EnsureResult, Instance } from '../engine/ports.ts';
import type { GroupSpec, Instructions } from './instructions.ts';
import { ManagedInstance } from './managed-instance.ts';
import type { SavedInstance } from './saved-state.ts';
import type { Surroundings } from './surroundings.ts';

/** All instances of one release in one role. */
export class Group {
  readonly instructions: Instructions;
  readonly #around: Surroundings;
  readonly #all: ManagedInstance[] = [];
  #stopped: Promise<void> | undefined;

  constructor(instructions: Instructions, around: Surroundings) {
    this.instructions = instructions;
    this.#around = around;
  }

  get spec(): GroupSpec {
    return this.instructions.spec;
  }

  get instances(): Instance[] {
    return this.#staying.map(instance => instance.shown);
  }

  /** Those too that are being stopped: they run, and use ports. */
  get saved(): SavedInstance[] {
    return this.#all.map(instance => instance.saved);
  }

  get stopping(): boolean {
    return this.#stopped !== undefined;
  }

  /** Takes over processes that an earlier supervisor left; resolves when those are gone that it was stopping. */
  async adopt(saved: readonly SavedInstance[]): Promise<void> {
    const leaving = saved.map(async one => {
      const instance = this.#add(one.id);
      instance.adopt(one);
      if (one.leaving) await this.#dismiss(instance);
    });
    await Promise.all(leaving);
  }

  /** Starts what is missing and waits until all are ready; the first that fails ends the wait with its reason. */
  async ensure(replicas: number): Promise<EnsureResult> {
    this.#resize(Math.max(replicas, this.#staying.length));
    while (this.#staying.length < replicas) this.#add(this.#freeId());
    const failure = await firstDefined(this.#staying.map(instance => instance.ensure()));
    return failure ? { ok: false, failure } : { ok: true, instances: this.instances };
  }

  /** Stops what is above the first `replicas`. */
  async trim(replicas: number): Promise<void> {
    this.#resize(replicas);
    await Promise.all(this.#staying.slice(replicas).map(instance => this.#dismiss(instance)));
  }

  stop(): Promise<void> {
    this.#stopped ??= Promise.all(this.#all.map(instance => instance.stop())).then(() => undefined);
    return this.#stopped;
  }

  async rotateLogs(): Promise<void> {
    for (const instance of this.#all) await instance.rotateLog();
  }

  get #staying(): ManagedInstance[] {
    return this.#all.filter(instance => this.stopping || !instance.leaving);
  }

  #add(id: string): ManagedInstance {
    const instance = new ManagedInstance(id, this.instructions, this.#around);
    this.#all.push(instance);
    return instance;
  }

  async #dismiss(instance: ManagedInstance): Promise<void> {
    await instance.stop();
    const at = this.#all.indexOf(instance);
    if (at >= 0) this.#all.splice(at, 1);
    await this.#around.changed();
  }

  #resize(replicas: number): void {
    this.instructions.spec = { ...this.spec, replicas };
  }

  /** The lowest number that no instance has, not even one that is being stopped. */
  #freeId(): string {
    for (let n = 1; ; n += 1) {
      const id = `${this.spec.group}-${n}`;
      if (!this.#all.some(instance => instance.id === id)) return id;
    }
  }
}

/** The first value that is not undefined, as soon as it is there; undefined when all are. */
async function firstDefined<T>(promises: readonly Promise<T | undefined>[]): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    for (const promise of promises) promise.then(value => value !== undefined && resolve(value), reject);
    void Promise.allSettled(promises).then(() => resolve(undefined));
  });
}
