import { join } from 'node:path';
import type { Machine } from '../machine/machine.ts';
import type { Exit } from '../machine/processes.ts';
import { baseEnvironment } from './base-environment.ts';
import { capLog } from './cap-log.ts';
import { filledIn } from './fill-in.ts';
import { hookExit } from './hook-exit.ts';
import {
  type Ending,
  exitFileOf,
  type HookOrder,
  type HookOutcome,
  logOf,
  type SavedHook,
} from './hook-record.ts';
import { ManagedProcess } from './managed-process.ts';
import { report } from './report.ts';

export interface HookSurroundings {
  readonly machine: Machine;
  readonly folder: string;
  readonly logFolder: string;
  readonly changed: () => Promise<void>;
}

const graceMs = 5_000;

/** One command of the team, run once: started and on record, ended by its time limit or on demand, its outcome kept. */
export class Hook {
  /** Resolves when it has ended and its outcome is durable; `never` when it turned out that it has not run. */
  readonly ended: Promise<HookOutcome | 'never'>;
  #saved: SavedHook;
  readonly #around: HookSurroundings;
  #running: ManagedProcess | undefined;

  private constructor(saved: SavedHook, around: HookSurroundings, run: (hook: Hook) => Promise<Exit>) {
    this.#saved = saved;
    this.#around = around;
    this.ended = saved.outcome ? Promise.resolve(saved.outcome) : this.#conclude(run(this));
  }

  static start(order: HookOrder, around: HookSurroundings): Hook {
    const { id, deploy, name, timeoutMs } = order;
    const log = logOf(deploy, name);
    const saved: SavedHook = { id, log, startedAt: around.machine.clock.now(), timeoutMs };
    return new Hook(saved, around, hook => hook.#start(order));
  }

  /** Takes over what an earlier supervisor has started or recorded. */
  static adopt(saved: SavedHook, around: HookSurroundings): Hook {
    return new Hook(saved, around, hook => hook.#adopt());
  }

  get saved(): SavedHook {
    return this.#saved;
  }

  get logFile(): string {
    return join(this.#around.logFolder, this.#saved.log);
  }

  /** SIGTERM to its process group, 5 s, SIGKILL; why is on record before. Resolves when it has ended. */
  async stop(ending: Ending): Promise<void> {
    if (!this.#saved.outcome && !this.#saved.ending) {
      this.#saved = { ...this.#saved, ending };
      await this.#around.changed().catch(report);
    }
    await this.#running?.stop(graceMs);
    await this.ended;
  }

  async #start(order: HookOrder): Promise<Exit> {
    const { machine } = this.#around;
    const { folder, environment, secrets } = order;
    const argv = filledIn(order.argv, secrets);
    const all = { ...baseEnvironment(machine.processes.own.environment), ...environment, ...secrets };
    await machine.files.makeFolder(join(this.#around.folder, 'hooks'));
    const running = await ManagedProcess.start(
      machine,
      { command: argv, codeFile: this.#exitFile, folder, environment: all, logFile: this.logFile },
      async process => {
        if (this.#saved.ending) throw new Error('stopped before it ran');
        this.#running = process;
        this.#saved = { ...this.#saved, process: process.id };
        await this.#around.changed().catch(error => {
          throw new NotOnRecord(String(error));
        });
      },
    );
    return this.#watched(running, order.timeoutMs);
  }

  async #adopt(): Promise<Exit> {
    const { process, startedAt, timeoutMs, ending } = this.#saved;
    this.#running = process && ManagedProcess.adopt(this.#around.machine, process);
    // A hook is let go only when its process is on record.
    if (!process) throw new NotOnRecord();
    if (!this.#running) return { code: null, signal: null };
    // It was being stopped; once the constructor has ended that goes on.
    if (ending)
      void Promise.resolve()
        .then(() => this.stop(ending))
        .catch(report);
    return this.#watched(this.#running, startedAt + timeoutMs - this.#around.machine.clock.now());
  }

  async #watched(running: ManagedProcess, leftMs: number): Promise<Exit> {
    const { machine } = this.#around;
    const alarm = machine.clock.alarm(leftMs, () => void this.stop('timed-out').catch(report));
    const endCap = capLog(machine, this.logFile);
    try {
      return await running.exited;
    } finally {
      alarm.cancel();
      await endCap();
    }
  }

  async #conclude(running: Promise<Exit>): Promise<HookOutcome | 'never'> {
    const { disk } = this.#around.machine;
    // The constructor must have ended before anything here is saved.
    await Promise.resolve();
    const exit = await running.then(
      async seen => hookExit(await disk.read(this.#exitFile).catch(() => undefined), seen),
      (error: Error) =>
        error instanceof NotOnRecord && !this.#saved.ending
          ? 'never'
          : { code: null, signal: null, unknown: false, error: error.message },
    );
    const { startedAt, ending } = this.#saved;
    if (exit !== 'never') {
      const tookMs = Math.max(0, this.#around.machine.clock.now() - startedAt);
      // One that we adopted and ended ourselves left no code: that was our SIGKILL.
      const killed = exit.unknown && ending && this.#running;
      const how = killed ? { code: null, signal: 'SIGKILL', unknown: false } : exit;
      this.#saved = { ...this.#saved, outcome: { ...how, ...(ending ? { ending } : {}), tookMs } };
    }
    // What cannot be saved now is read from the exit file by the next supervisor.
    await this.#around.changed().then(() => disk.remove(this.#exitFile), report);
    return this.#saved.outcome ?? 'never';
  }

  get #exitFile(): string {
    return join(this.#around.folder, exitFileOf(this.#saved));
  }
}

/** It was held back, and has not run. */
class NotOnRecord extends Error {}
