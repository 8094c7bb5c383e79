import { createHash } from 'node:crypto';
import type { ControlGroup } from '../machine/limiter.ts';
import type { Exit, Processes, ProcessId } from '../machine/processes.ts';
import type { Instructions } from './instructions.ts';
import { ManagedProcess } from './managed-process.ts';
import { markOf, markVariable, sweep } from './marked.ts';
import type { Surroundings } from './surroundings.ts';

/** How the process of an instance ended. */
export interface InstanceExit extends Exit {
  /** The kernel killed it, or a part of it, for the memory that it used. */
  readonly outOfMemory: boolean;
}

/** A started instance: its process, the control group that it lives in where there is one, and how it ends. */
export interface InstanceProcess {
  readonly process: ManagedProcess;
  readonly cgroup: ControlGroup | undefined;
  readonly exited: Promise<InstanceExit>;
}

export interface Start {
  readonly id: string;
  readonly port: number;
  readonly logFile: string;
  readonly instructions: Instructions;
  readonly around: Surroundings;
  /** Puts it on record; when it throws, nothing has run. */
  readonly onRecord: (started: InstanceProcess) => Promise<unknown>;
}

/** @throws ProgramMissing, the error of the system, or what `onRecord` throws. */
export async function startInstance(start: Start): Promise<InstanceProcess> {
  const { id, port, logFile, instructions, around } = start;
  const { folder, run } = instructions.spec;
  const command = instructions.command(port);
  const environment = instructions.environment(port);
  const { processes, limiter } = around.machine;
  const home = run.limits ? await around.cgroupHome() : '';
  const cgroup = run.limits && (await limiter.group(home, cgroupName(around.folder, id), run.limits));
  const clearing = new Clearing(processes, around.folder, id, cgroup);
  try {
    const process = await ManagedProcess.start(
      around.machine,
      {
        command,
        ...(run.limits ? { ulimits: limiter.ulimits(run.limits, home) } : {}),
        folder,
        environment: { ...environment, [markVariable]: markOf(around.folder, id) },
        logFile,
      },
      async running => {
        // Still held back: it has started nothing that would be left outside.
        await cgroup?.add(running.id.pid);
        await start.onRecord(clearing.around(running));
      },
      () => clearing.clear(),
    );
    return clearing.around(process);
  } catch (error) {
    await cgroup?.end();
    throw error;
  }
}

/** The process of an instance that an earlier supervisor started, if it still runs. */
export function adoptInstance(
  identity: ProcessId,
  id: string,
  cgroupFolder: string | undefined,
  around: Surroundings,
): InstanceProcess | undefined {
  const cgroup = cgroupFolder === undefined ? undefined : around.machine.limiter.reopen(cgroupFolder);
  const clearing = new Clearing(around.machine.processes, around.folder, id, cgroup);
  const found = ManagedProcess.adopt(around.machine, identity, () => clearing.clear());
  return found && clearing.around(found);
}

/** Clears up behind an instance, and remembers what can only be asked before. */
class Clearing {
  readonly #processes: Processes;
  readonly #folder: string;
  readonly #id: string;
  readonly #cgroup: ControlGroup | undefined;
  #memoryKills = 0;

  constructor(processes: Processes, folder: string, id: string, cgroup: ControlGroup | undefined) {
    this.#processes = processes;
    this.#folder = folder;
    this.#id = id;
    this.#cgroup = cgroup;
  }

  async clear(): Promise<void> {
    this.#memoryKills = (await this.#cgroup?.memoryKills()) ?? 0;
    await this.#cgroup?.end();
    await sweep(this.#processes, this.#folder, instance => instance === this.#id);
  }

  around(process: ManagedProcess): InstanceProcess {
    const exited = process.exited.then(exit => ({ ...exit, outOfMemory: this.#memoryKills > 0 }));
    return { process, cgroup: this.#cgroup, exited };
  }
}

/** One name for one instance of one state folder: control groups are shared by the whole machine. */
function cgroupName(folder: string, id: string): string {
  return `devops-flow-${createHash('sha256').update(folder).digest('hex').slice(0, 8)}-${id}`;
}
