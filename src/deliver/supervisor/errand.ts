import type { Alarm } from '../machine/clock.ts';
import type { Machine } from '../machine/machine.ts';
import { isAlive, type ProcessId } from '../machine/processes.ts';
import { nextPause } from './backoff.ts';
import { ManagedProcess } from './managed-process.ts';
import { report } from './report.ts';

/** A command of this program that the supervisor starts when nobody else is there to do so. */
export interface ErrandSpec {
  readonly argv: readonly string[];
  readonly folder: string;
}

export interface ErrandSurroundings {
  readonly machine: Machine;
  readonly logFile: string;
  /** Values of open variables; they reach the command by its environment, never by argv. */
  readonly secrets: () => Readonly<Record<string, string>>;
  readonly changed: () => Promise<void>;
  /** It ended with exit code 0: there is nothing left to be done. */
  readonly done: () => void;
  /** How long after a failure it is tried again; doubles. */
  readonly firstMs?: number;
  readonly mostMs?: number;
}

/** Started again with back-off, 2 s doubling to 60 s, until it ends with exit code 0. */
export class Errand {
  readonly spec: ErrandSpec;
  readonly #around: ErrandSurroundings;
  #alarm: Alarm | undefined;
  #process: ProcessId | undefined;
  #cancelled = false;

  constructor(spec: ErrandSpec, around: ErrandSurroundings) {
    this.spec = spec;
    this.#around = around;
  }

  /** The process that runs now. */
  get process(): ProcessId | undefined {
    return this.#process && isAlive(this.#around.machine.processes, this.#process)
      ? this.#process
      : undefined;
  }

  /** Starts it in so many milliseconds. */
  begin(afterMs: number, pause?: number): void {
    this.#alarm?.cancel();
    this.#alarm = this.#around.machine.clock.alarm(afterMs, () => void this.#run(pause).catch(report));
  }

  /** No more starts; what runs already goes on. */
  cancel(): void {
    this.#cancelled = true;
    this.#alarm?.cancel();
  }

  async #run(last: number | undefined): Promise<void> {
    const { clock } = this.#around.machine;
    const since = clock.monotonic();
    const code = await this.#once().catch(report);
    this.#process = undefined;
    if (this.#cancelled) return;
    if (code === 0) return this.#around.done();
    const { firstMs = 2_000, mostMs = 60_000 } = this.#around;
    const backOff = { firstMs, mostMs, steadyMs: Number.POSITIVE_INFINITY };
    const pause = nextPause(last, clock.monotonic() - since, backOff);
    this.begin(pause, pause);
  }

  /** Its exit code, or null when a signal ended it. */
  async #once(): Promise<number | null> {
    const { argv, folder } = this.spec;
    const { machine, logFile, secrets, changed } = this.#around;
    const running = await ManagedProcess.start(
      machine,
      {
        command: argv,
        folder,
        environment: { ...machine.processes.own.environment, ...secrets() },
        logFile,
      },
      async started => {
        if (this.#cancelled) throw new Error('no longer wanted');
        this.#process = started.id;
        await changed();
      },
    );
    return (await running.exited).code;
  }
}
