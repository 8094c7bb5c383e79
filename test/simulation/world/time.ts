interface Alarm {
  readonly at: number;
  readonly order: number;
  act: (() => void) | undefined;
  /** Whether promises may go on because of it. */
  readonly wakes: boolean;
}

interface Sleeper {
  readonly alarm: Alarm;
  readonly reject: (reason: unknown) => void;
}

/** Time that passes only when nothing more can happen at a moment: a queue of alarms, in milliseconds since the epoch. */
export class VirtualTime {
  #now = Date.UTC(2026, 0, 5, 12);
  #order = 0;
  readonly #heap: Alarm[] = [];
  readonly #sleepers = new Map<AbortSignal, Set<Sleeper>>();

  get now(): number {
    return this.#now;
  }

  /** Calls back after `ms`. `wakes: false` is for what resolves no promise, and is cheaper. Returns how to cancel it. */
  after(ms: number, act: () => void, wakes = true): () => void {
    const alarm = this.#set(ms, act, wakes);
    return () => {
      alarm.act = undefined;
    };
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    return new Promise((resolve, reject) => {
      if (!signal) {
        this.#set(ms, resolve, true);
        return;
      }
      const own = this.#sleepersOf(signal);
      const alarm = this.#set(
        ms,
        () => {
          own.delete(sleeper);
          resolve();
        },
        true,
      );
      const sleeper: Sleeper = { alarm, reject };
      own.add(sleeper);
    });
  }

  /** Lets time pass until `isOver`, or until nothing is to happen any more. */
  async run(isOver: () => boolean): Promise<void> {
    await settled();
    while (!isOver()) {
      const alarm = this.#pop();
      if (!alarm) return;
      if (!alarm.act) continue;
      this.#now = Math.max(this.#now, alarm.at);
      alarm.act();
      if (alarm.wakes) await settled();
    }
  }

  /** One listener a signal: most signals are never aborted, and many sleep by them. */
  #sleepersOf(signal: AbortSignal): Set<Sleeper> {
    const known = this.#sleepers.get(signal);
    if (known) return known;
    const own = new Set<Sleeper>();
    this.#sleepers.set(signal, own);
    signal.addEventListener('abort', () => {
      this.#sleepers.delete(signal);
      for (const { alarm, reject } of own) {
        alarm.act = undefined;
        reject(signal.reason);
      }
    });
    return own;
  }

  #set(ms: number, act: () => void, wakes: boolean): Alarm {
    this.#order += 1;
    const alarm: Alarm = { at: this.#now + Math.max(0, ms), order: this.#order, act, wakes };
    const heap = this.#heap;
    let at = heap.push(alarm) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] as Alarm;
      if (!isSooner(alarm, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = alarm;
    return alarm;
  }

  #pop(): Alarm | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isSooner(heap[child + 1] as Alarm, heap[child] as Alarm)) child += 1;
      if (!isSooner(heap[child] as Alarm, last)) break;
      heap[at] = heap[child] as Alarm;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

const isSooner = (a: Alarm, b: Alarm): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** Resolves when no promise can go on any more: all microtasks run before the next turn of the event loop. */
const settled = (): Promise<void> =>
  new Promise(resolve => {
    setImmediate(resolve);
  });
