import type { Alarm, Clock } from '../../machine/clock.ts';

interface Waiting {
  readonly at: number;
  readonly act: () => void;
}

/** Time passes only in `pass`, from one alarm to the next, each time after all that could go on has done so. */
export class VirtualClock implements Clock {
  #elapsed = 0;
  #epoch = Date.UTC(2026, 0, 5, 12);
  readonly #waiting = new Set<Waiting>();

  now = (): number => this.#epoch + this.#elapsed;

  monotonic = (): number => this.#elapsed;

  sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const alarm = this.alarm(ms, resolve);
      const abort = (): void => {
        alarm.cancel();
        reject(signal?.reason as Error);
      };
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort, { once: true });
    });

  alarm = (ms: number, act: () => void): Alarm => {
    const waiting = { at: this.#elapsed + Math.max(0, ms), act };
    this.#waiting.add(waiting);
    return { cancel: () => this.#waiting.delete(waiting) };
  };

  every = (ms: number, act: () => void): Alarm => {
    let next: Alarm;
    const wait = (): void => {
      next = this.alarm(ms, () => {
        wait();
        act();
      });
    };
    wait();
    return { cancel: () => next.cancel() };
  };

  /** Lets time pass, in milliseconds. */
  async pass(ms: number): Promise<void> {
    const end = this.#elapsed + ms;
    for (let next = await this.#next(end); next; next = await this.#next(end)) {
      this.#waiting.delete(next);
      this.#elapsed = next.at;
      next.act();
    }
    this.#elapsed = end;
  }

  /** Somebody sets the wall clock, or it is put right; forwards or backwards. */
  jump(ms: number): void {
    this.#epoch += ms;
  }

  /** Whoever waited is gone. */
  forget(): void {
    this.#waiting.clear();
  }

  /** The earliest up to `end`; of several, the one that was set first. */
  async #next(end: number): Promise<Waiting | undefined> {
    // All promises of a model go on without a timer: then there is nothing left but to wait.
    await new Promise(resolve => setImmediate(resolve));
    let first: Waiting | undefined;
    for (const one of this.#waiting) if (one.at <= end && (!first || one.at < first.at)) first = one;
    return first;
  }
}
