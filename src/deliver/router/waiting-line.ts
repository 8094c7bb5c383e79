import type { Seat } from './seat.ts';

export interface HoldLimits {
  readonly maxRequests: number;
  /** Bytes of the heads and of the part of the bodies that is read ahead. */
  readonly maxBytes: number;
}

/** Why a wait ended without an instance. */
export type WaitEnd = 'full' | 'timeout' | 'gone' | 'stopping';

export interface Wait {
  /** Tries to get an instance; undefined while there is none. */
  readonly take: () => Seat | undefined;
  readonly bytes: number;
  readonly timeoutMs: number;
  /** Calls back when the client leaves; returns how to stop listening. */
  readonly onGone: (gone: () => void) => () => void;
}

interface Entry {
  readonly wait: Wait;
  readonly end: (result: Seat | WaitEnd) => void;
}

/** Requests that wait, first come first served, while no instance can take them. */
export class WaitingLine {
  readonly #limits: HoldLimits;
  readonly #entries = new Set<Entry>();
  #bytes = 0;

  constructor(limits: HoldLimits) {
    this.#limits = limits;
  }

  get length(): number {
    return this.#entries.size;
  }

  join(wait: Wait): Promise<Seat | WaitEnd> {
    const { maxRequests, maxBytes } = this.#limits;
    if (this.length >= maxRequests || this.#bytes + wait.bytes > maxBytes) return Promise.resolve('full');
    return new Promise(resolve => {
      const timer = setTimeout(() => entry.end('timeout'), Math.max(0, wait.timeoutMs));
      const forget = wait.onGone(() => entry.end('gone'));
      const entry: Entry = {
        wait,
        end: result => {
          clearTimeout(timer);
          forget();
          if (this.#entries.delete(entry)) this.#bytes -= wait.bytes;
          resolve(result);
        },
      };
      this.#entries.add(entry);
      this.#bytes += wait.bytes;
    });
  }

  /** To be called whenever an instance may have become available. */
  wake(): void {
    for (const entry of this.#entries) {
      const seat = entry.wait.take();
      if (!seat) return;
      entry.end(seat);
    }
  }

  dismiss(): void {
    for (const entry of this.#entries) entry.end('stopping');
  }
}
