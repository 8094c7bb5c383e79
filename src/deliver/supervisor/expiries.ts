import type { Alarm, Clock } from '../machine/clock.ts';

/** A clock that was set, or a machine that slept, is noticed this soon. */
const lookEveryMs = 30_000;

/** At which hour of the wall clock (ms since the epoch) groups are to be stopped, by name. */
export class Expiries {
  readonly #clock: Clock;
  readonly #expire: (name: string) => void;
  readonly #all = new Map<string, { readonly at: number; alarm: Alarm }>();

  constructor(clock: Clock, expire: (name: string) => void) {
    this.#clock = clock;
    this.#expire = expire;
  }

  at(name: string): number | undefined {
    return this.#all.get(name)?.at;
  }

  /** Never before the hour; soon when it has passed. */
  set(name: string, at: number): void {
    this.cancel(name);
    const wait = (): Alarm => {
      const leftMs = Math.max(0, at - this.#clock.now());
      return this.#clock.alarm(Math.min(leftMs, lookEveryMs), () => {
        if (this.#clock.now() < at) expiry.alarm = wait();
        else this.#expire(name);
      });
    };
    const expiry = { at, alarm: wait() };
    this.#all.set(name, expiry);
  }

  cancel(name: string): void {
    this.#all.get(name)?.alarm.cancel();
    this.#all.delete(name);
  }
}
