import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { identify, isAlive, type ProcessId } from '../control/processes.ts';
import type { Machine } from '../machine/machine.ts';

export interface Launch {
  /** argv that waits for a line on standard input before it does anything: `held` or `heldAndTold`. */
  readonly command: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Standard output and error are appended here; a file outlives us, a pipe would not. */
  readonly logFile: string;
}

/** Both null when nobody could see how it ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** Puts a process on record before it does anything; when it throws, nothing has run. */
export type OnRecord = (running: ManagedProcess) => Promise<unknown>;
/** Clears up what a process left behind, before its end is told. */
export type AfterExit = () => Promise<unknown>;

/** An adopted process is not our child: that it ended is seen by looking, this often. */
const adoptedPollMs = 200;

/** One process in a process group of its own, started by us or adopted after we were started again. */
export class ManagedProcess {
  readonly id: ProcessId;
  /** Resolves when it has ended, however, and its process group with it. */
  readonly exited: Promise<Exit>;

  readonly #machine: Machine;

  private constructor(machine: Machine, id: ProcessId, exited: Promise<Exit>, afterExit: AfterExit) {
    this.#machine = machine;
    this.id = id;
    this.exited = exited.then(async exit => {
      // What a process started must not outlive it. At once, while its group id cannot be a stranger's yet.
      signalGroup(id.pid, 'SIGKILL');
      await afterExit();
      return exit;
    });
  }

  /** @throws the error of spawn(2), such as ENOENT when the folder does not exist, or what `onRecord` throws. */
  static async start(
    machine: Machine,
    launch: Launch,
    onRecord: OnRecord,
    afterExit: AfterExit = async () => undefined,
  ): Promise<ManagedProcess> {
    const [command, ...args] = launch.command;
    mkdirSync(dirname(launch.logFile), { recursive: true });
    const log = await open(launch.logFile, 'a');
    const child = spawn(command ?? '', args, {
      cwd: launch.folder,
      env: launch.environment,
      stdio: ['pipe', log.fd, log.fd],
      detached: true,
    });
    const exited = exitOf(child);
    // It may have been killed before the line came; its exit says so.
    child.stdin?.on('error', () => undefined);
    try {
      await spawned(child);
    } finally {
      await log.close();
    }
    const pid = child.pid ?? 0;
    const running = new ManagedProcess(
      machine,
      identify(pid) ?? { pid, startTime: 'ended' },
      exited,
      afterExit,
    );
    try {
      await onRecord(running);
    } catch (error) {
      child.stdin?.destroy();
      await running.exited;
      throw error;
    }
    child.stdin?.end('go\n');
    return running;
  }

  /** The process with this identity, if it still runs. */
  static adopt(
    machine: Machine,
    id: ProcessId,
    afterExit: AfterExit = async () => undefined,
  ): ManagedProcess | undefined {
    return isAlive(id) ? new ManagedProcess(machine, id, watch(machine, id), afterExit) : undefined;
  }

  get alive(): boolean {
    return isAlive(this.id);
  }

  /** SIGTERM to the group, `graceMs`, then SIGKILL. Resolves when the process has ended. */
  async stop(graceMs: number): Promise<void> {
    if (this.alive) {
      signalGroup(this.id.pid, 'SIGTERM');
      const timer = new AbortController();
      const grace = this.#machine.clock.sleep(graceMs, timer.signal).catch(() => undefined);
      await Promise.race([this.exited, grace]);
      timer.abort();
      this.kill();
    }
    await this.exited;
  }

  /** SIGKILL to the group, at once. */
  kill(): void {
    if (this.alive) signalGroup(this.id.pid, 'SIGKILL');
  }
}

function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise(resolve => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: null, signal: null }));
  });
}

function spawned(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
}

function watch({ clock }: Machine, id: ProcessId): Promise<Exit> {
  return new Promise(resolve => {
    const look = clock.every(adoptedPollMs, () => {
      if (isAlive(id)) return;
      look.cancel();
      resolve({ code: null, signal: null });
    });
  });
}
