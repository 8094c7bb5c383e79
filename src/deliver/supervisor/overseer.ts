import type { Alarm } from '../machine/clock.ts';
import { isAlive, type ProcessId } from '../machine/processes.ts';
import { Errand, type ErrandSpec, type ErrandSurroundings } from './errand.ts';
import { report } from './report.ts';

/** The command that drives a deploy, and what to start when it has gone without a word. */
export interface Driver extends ErrandSpec {
  readonly pid: number;
  /** As `identify` tells it. */
  readonly startTime: string;
}

export interface SavedOversight extends ErrandSpec {
  readonly driver: ProcessId;
  /** It ended on purpose: what carries on is started at once. */
  readonly detached?: true;
}

const lookEveryMs = 250;

/** Sees to it that a deploy is carried on with when the command that drove it has gone. */
export class Overseer {
  readonly #around: Omit<ErrandSurroundings, 'done'>;
  /** How long a driver that has gone is waited for: a person may be starting the next command already. */
  readonly #pauseMs: number;
  #saved: SavedOversight | undefined;
  #errand: Errand | undefined;
  #looking: Alarm | undefined;

  constructor(around: Omit<ErrandSurroundings, 'done'>, pauseMs = 2_000) {
    this.#around = around;
    this.#pauseMs = pauseMs;
  }

  get saved(): SavedOversight | undefined {
    // What we started ourselves is the driver now: whoever takes over from us waits for its end.
    const driver = this.#errand?.process ?? this.#saved?.driver;
    return this.#saved && driver && { ...this.#saved, driver };
  }

  adopt(saved: SavedOversight): void {
    this.#follow(saved);
  }

  /** Replaces whom we watched before; one that we started ourselves stays in the care of its back-off. */
  async watch({ pid, startTime, argv, folder }: Driver, detached?: true): Promise<void> {
    const ours = this.#errand?.process;
    if (!detached && ours?.pid === pid && ours.startTime === startTime) return;
    this.#follow({ driver: { pid, startTime }, argv, folder, ...(detached ? { detached } : {}) });
    await this.#around.changed();
  }

  async unwatch(): Promise<void> {
    this.end();
    await this.#around.changed();
  }

  end(): void {
    this.#looking?.cancel();
    this.#errand?.cancel();
    this.#errand = undefined;
    this.#saved = undefined;
  }

  #follow(saved: SavedOversight): void {
    this.end();
    this.#saved = saved;
    const { clock, processes } = this.#around.machine;
    this.#looking = clock.every(lookEveryMs, () => {
      if (isAlive(processes, saved.driver)) return;
      this.#looking?.cancel();
      this.#takeUp(saved);
    });
  }

  #takeUp({ argv, folder, detached }: SavedOversight): void {
    const errand = new Errand(
      { argv, folder },
      { ...this.#around, done: () => void this.unwatch().catch(report) },
    );
    this.#errand = errand;
    errand.begin(detached ? 0 : this.#pauseMs);
  }
}
