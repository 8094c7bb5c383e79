import type { Behaviour } from '../scenario.ts';

/** A request that an instance has in hand. */
export interface InHand {
  /** The instance went away with it. */
  lost(): void;
}

/** One process of a version. `held`: spawned, and waiting to be told to begin (supervisor/held.ts). */
export class ModelInstance {
  readonly pid: number;
  readonly service: string;
  readonly id: string;
  readonly group: string;
  readonly port: number;
  readonly behaviour: Behaviour;
  state: 'held' | 'starting' | 'ready' | 'stopping' | 'dead' = 'held';
  isHung = false;
  /** A fault, or its own nature, made it fail: what it loses is not the delivery's doing. */
  isFaulted = false;
  readonly inHand = new Set<InHand>();
  readonly #watchers = new Set<() => void>();

  constructor(spec: Pick<ModelInstance, 'pid' | 'service' | 'id' | 'group' | 'port' | 'behaviour'>) {
    this.pid = spec.pid;
    this.service = spec.service;
    this.id = spec.id;
    this.group = spec.group;
    this.port = spec.port;
    this.behaviour = spec.behaviour;
  }

  get alive(): boolean {
    return this.state !== 'dead';
  }

  become(state: ModelInstance['state']): void {
    if (!this.alive) return;
    this.state = state;
    if (state === 'dead') {
      const lost = [...this.inHand];
      this.inHand.clear();
      for (const one of lost) one.lost();
    }
    for (const told of this.#watchers) told();
  }

  /** Told of each change of its state. Returns how to end that. */
  watch(told: () => void): () => void {
    this.#watchers.add(told);
    return () => this.#watchers.delete(told);
  }

  /** Resolves when `is` holds of it. */
  until(is: () => boolean): Promise<void> {
    if (is()) return Promise.resolve();
    return new Promise(resolve => {
      const end = this.watch(() => {
        if (!is()) return;
        end();
        resolve();
      });
    });
  }
}
