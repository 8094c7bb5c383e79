import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { identify, isAlive, type ProcessId } from '../control/processes.ts';

export interface Launch {
  readonly command: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Standard output and error are appended here; a file outlives us, a pipe would not. */
  readonly logFile: string;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** An adopted process is not our child: that it ended is seen by looking, this often. */
const adoptedPollMs = 200;

/** One process in a process group of its own, started by us or adopted after we were started again. */
export class ManagedProcess {
  readonly id: ProcessId;
  /** Resolves when it has ended, however. */
  readonly exited: Promise<Exit>;

  private constructor(id: ProcessId, exited: Promise<Exit>) {
    this.id = id;
    // What a process started must not outlive it. At once, while its group id cannot be a stranger's yet.
    this.exited = exited.then(exit => {
      signalGroup(id.pid, 'SIGKILL');
      return exit;
    });
  }

  /** @throws the error of spawn(2), such as ENOENT when the command does not exist. */
  static async start(launch: Launch): Promise<ManagedProcess> {
    const [command, ...args] = launch.command;
    mkdirSync(dirname(launch.logFile), { recursive: true });
    const log = openSync(launch.logFile, 'a');
    const child = spawn(command ?? '', args, {
      cwd: launch.folder,
      env: launch.environment,
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    const exited = exitOf(child);
    await spawned(child);
    // Between spawn and here it may have ended already; an identity that matches nothing says so.
    return new ManagedProcess(
      identify(child.pid ?? 0) ?? { pid: child.pid ?? 0, startTime: 'ended' },
      exited,
    );
  }

  /** The process with this identity, if it still runs. */
  static adopt(id: ProcessId): ManagedProcess | undefined {
    return isAlive(id) ? new ManagedProcess(id, watch(id)) : undefined;
  }

  get alive(): boolean {
    return isAlive(this.id);
  }

  /** SIGTERM to the group, `graceMs`, then SIGKILL. Resolves when the process has ended. */
  async stop(graceMs: number): Promise<void> {
    if (!this.alive) return;
    signalGroup(this.id.pid, 'SIGTERM');
    const timer = new AbortController();
    await Promise.race([this.exited, delay(graceMs, timer.signal)]);
    timer.abort();
    if (this.alive) signalGroup(this.id.pid, 'SIGKILL');
    await this.exited;
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

function watch(id: ProcessId): Promise<Exit> {
  return new Promise(resolve => {
    const timer = setInterval(() => {
      if (isAlive(id)) return;
      clearInterval(timer);
      resolve({ code: null, signal: null });
    }, adoptedPollMs);
  });
}

function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
