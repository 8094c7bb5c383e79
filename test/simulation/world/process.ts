import type { VirtualTime } from './time.ts';

/** A promise of its own for each: one that all wait for would keep all of them for ever. */
const never = (): Promise<never> => new Promise(() => undefined);

/**
 * A process that can be killed and stopped: what it awaits reaches it only while it runs. Code of a dead one simply
 * never goes on.
 */
export class Process {
  readonly name: string;
  readonly #time: VirtualTime;
  #dead = false;
  #stoppedUntil = 0;
  readonly #onKill: (() => void)[] = [];

  constructor(name: string, time: VirtualTime) {
    this.name = name;
    this.#time = time;
  }

  get alive(): boolean {
    return !this.#dead;
  }

  get runs(): boolean {
    return !this.#dead && this.#stoppedUntil <= this.#time.now;
  }

  kill(): void {
    if (this.#dead) return;
    this.#dead = true;
    for (const told of this.#onKill) told();
  }

  /** At once where it is dead already. */
  onKill(told: () => void): void {
    if (this.#dead) told();
    else this.#onKill.push(told);
  }

  /** SIGSTOP, and SIGCONT after so long. */
  pause(ms: number): void {
    this.#stoppedUntil = Math.max(this.#stoppedUntil, this.#time.now + ms);
  }

  /** Goes on when the process does. */
  async turn(): Promise<void> {
    while (!this.#dead && this.#stoppedUntil > this.#time.now)
      await this.#time.sleep(this.#stoppedUntil - this.#time.now);
    if (this.#dead) await never();
  }

  /** What comes of it, good or bad, is heard of only while the process runs. */
  async hears<T>(promise: Promise<T>): Promise<T> {
    try {
      const value = await promise;
      if (!this.runs) await this.turn();
      return value;
    } catch (error) {
      if (!this.runs) await this.turn();
      throw error;
    }
  }
}
