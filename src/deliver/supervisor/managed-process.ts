import type { Machine } from '../machine/machine.ts';
import { type Exit, isAlive, type Launch, type ProcessId } from '../machine/processes.ts';

/** Puts a process on record before it does anything; when it throws, nothing has run. */
type OnRecord = (running: ManagedProcess) => Promise<unknown>;
/** Clears up what a process left behind, before its end is told. */
type AfterExit = () => Promise<unknown>;

type Around = Pick<Machine, 'clock' | 'processes'>;

/** An adopted process is not our child: that it ended is seen by looking, this often. */
const adoptedPollMs = 200;

/** One process in a process group of its own, started by us or adopted after we were started again. */
export class ManagedProcess {
  readonly id: ProcessId;
  /** Resolves when it has ended, however, and its process group with it. */
  readonly exited: Promise<Exit>;
  readonly #around: Around;

  private constructor(around: Around, id: ProcessId, exited: Promise<Exit>, afterExit: AfterExit) {
    this.#around = around;
    this.id = id;
    this.exited = exited.then(async exit => {
      // What a process started must not outlive it. At once, while its group id cannot be a stranger's yet.
      around.processes.signalGroup(id.pid, 'SIGKILL');
      await afterExit();
      return exit;
    });
  }

  /** @throws ProgramMissing, the error of the system, or what `onRecord` throws. */
  static async start(
    around: Around,
    launch: Launch,
    onRecord: OnRecord,
    afterExit: AfterExit = async () => undefined,
  ): Promise<ManagedProcess> {
    const held = await around.processes.start(launch);
    const running = new ManagedProcess(around, held.id, held.exited, afterExit);
    try {
      await onRecord(running);
    } catch (error) {
      held.giveUp();
      await running.exited;
      throw error;
    }
    held.letGo();
    return running;
  }

  /** The process with this identity, if it still runs. */
  static adopt(
    around: Around,
    id: ProcessId,
    afterExit: AfterExit = async () => undefined,
  ): ManagedProcess | undefined {
    const runs = isAlive(around.processes, id);
    return runs ? new ManagedProcess(around, id, watch(around, id), afterExit) : undefined;
  }

  get alive(): boolean {
    return isAlive(this.#around.processes, this.id);
  }

  /** SIGTERM to the group, `graceMs`, then SIGKILL. Resolves when the process has ended. */
  async stop(graceMs: number): Promise<void> {
    if (this.alive) {
      this.#around.processes.signalGroup(this.id.pid, 'SIGTERM');
      const timer = new AbortController();
      const grace = this.#around.clock.sleep(graceMs, timer.signal).catch(() => undefined);
      await Promise.race([this.exited, grace]);
      timer.abort();
      this.kill();
    }
    await this.exited;
  }

  /** SIGKILL to the group, at once. */
  kill(): void {
    if (this.alive) this.#around.processes.signalGroup(this.id.pid, 'SIGKILL');
  }
}

function watch({ clock, processes }: Around, id: ProcessId): Promise<Exit> {
  return new Promise(resolve => {
    const look = clock.every(adoptedPollMs, () => {
      if (isAlive(processes, id)) return;
      look.cancel();
      resolve({ code: null, signal: null });
    });
  });
}
