import type { ProcessId } from '../control/processes.ts';

export type { ProcessId };

export interface Launch {
  /** argv. Words are never parsed by a shell. */
  readonly command: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Standard output and error are appended here; a file outlives us, a pipe would not. */
  readonly logFile: string;
  readonly ulimits?: Ulimits;
  /**
   * Where its exit code is left, by rename, for one of us who was not there to see it: a number and a line feed, or
   * `never` when it was not let go. Its folder must exist.
   */
  readonly codeFile?: string;
}

/** Limits that a process and what it starts have from the beginning; undefined: as they are here. */
export interface Ulimits {
  readonly openFiles?: number | undefined;
  /** Of the whole user, as RLIMIT_NPROC counts them. */
  readonly processes?: number | undefined;
}

/** Both null when nobody could see how it ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A process that exists and has done nothing yet: when whoever started it dies now, it never will. */
export interface HeldProcess {
  readonly id: ProcessId;
  readonly exited: Promise<Exit>;
  letGo(): void;
  /** It ends without having done anything. */
  giveUp(): void;
}

/** The program, or the one that a path leads to, does not exist. */
export class ProgramMissing extends Error {}

export interface Processes {
  /** We ourselves. */
  readonly own: { readonly pid: number; readonly environment: Readonly<Record<string, string>> };
  /**
   * Starts a process in a process group of its own and holds it back, so that it can be put on record first.
   * @throws ProgramMissing, or the error of the system.
   */
  start(launch: Launch): Promise<HeldProcess>;
  /** The identity of a running process; undefined when there is none, or only its zombie. */
  identify(pid: number): ProcessId | undefined;
  /** To the process group of its leader; well done where there is none any more. */
  signalGroup(leader: number, signal: 'SIGTERM' | 'SIGKILL'): void;
  /** SIGKILL; well done where there is no such process any more. */
  kill(pid: number): void;
  /** Living processes that were given the variable with a value that begins so, as far as we may look at them. */
  withVariable(name: string, beginning: string): Promise<{ process: ProcessId; value: string }[]>;
}

/** The very process, and not another one that was given its pid since. */
export const isAlive = (processes: Pick<Processes, 'identify'>, { pid, startTime }: ProcessId): boolean =>
  processes.identify(pid)?.startTime === startTime;
