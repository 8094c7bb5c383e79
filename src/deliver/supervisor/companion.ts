import { join } from 'node:path';
import type { Machine } from '../machine/machine.ts';
import { ManagedProcess } from './managed-process.ts';
import { report } from './report.ts';
import type { SavedCompanion } from './saved-state.ts';

/** A process that gives up by itself sooner than this never worked: it is not started again, its log says why. */
const provenMs = 1_000;
const restartPauseMs = 100;

export interface CompanionStatus {
  readonly alive: boolean;
  readonly pid: number;
  readonly lastLines: readonly string[];
}

export interface CompanionSurroundings {
  readonly machine: Machine;
  readonly logFolder: string;
  readonly changed: () => Promise<void>;
}

/** A process that is kept alive beside the instances: the router. */
export class Companion {
  readonly name: string;
  readonly command: readonly string[];
  readonly #logFile: string;
  readonly #around: CompanionSurroundings;
  #process: ManagedProcess | undefined;
  #starting: Promise<void> | undefined;
  #stopping = false;

  constructor(name: string, command: readonly string[], around: CompanionSurroundings) {
    this.name = name;
    this.command = command;
    this.#logFile = join(around.logFolder, `${name}.log`);
    this.#around = around;
  }

  get saved(): SavedCompanion {
    const { name, command } = this;
    return this.#process ? { name, command, process: this.#process.id } : { name, command };
  }

  async status(): Promise<CompanionStatus> {
    return {
      alive: this.#process?.alive ?? false,
      pid: this.#process?.id.pid ?? 0,
      lastLines: await this.#around.machine.logs.tail(this.#logFile, 20),
    };
  }

  /** Once at a time: of two commands that ask, the second waits for what the first has started. */
  start(adopted?: SavedCompanion['process']): Promise<void> {
    this.#starting ??= this.#start(adopted).finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  async #start(adopted: SavedCompanion['process']): Promise<void> {
    if (this.#process?.alive) return;
    const { clock } = this.#around.machine;
    const since = clock.monotonic();
    const found = adopted && ManagedProcess.adopt(this.#around.machine, adopted);
    const running = found ?? (await this.#spawn());
    this.#process = running;
    void running.exited
      .then(async ({ signal }) => {
        const gaveUp = found === undefined && signal === null && clock.monotonic() - since < provenMs;
        if (this.#stopping || gaveUp) return;
        await clock.sleep(restartPauseMs);
        if (!this.#stopping) await this.start();
      })
      .catch(report);
  }

  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    await this.#process?.stop(graceMs);
  }

  async #spawn(): Promise<ManagedProcess> {
    const { machine } = this.#around;
    const { environment } = machine.processes.own;
    return ManagedProcess.start(
      machine,
      { command: this.command, folder: '/', environment, logFile: this.#logFile },
      async running => {
        this.#process = running;
        await this.#around.changed();
      },
    );
  }
}
