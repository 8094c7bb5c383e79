import type { Limits, LimitsInForce } from '../engine/ports.ts';
import type { Ulimits } from './processes.ts';

/** The folder below which instances get control groups of their own. */
export interface CgroupHome {
  readonly folder: string;
  /** Of memory, cpu and pids, those that are enforced below it. */
  readonly controllers: readonly string[];
}

/** The control group (version 2) of one instance: limits that hold for all its processes, and one kill for all. */
export interface ControlGroup {
  readonly folder: string;
  /** Takes a process in; what it starts from now on is inside too. */
  add(pid: number): Promise<void>;
  /** How many of its processes the kernel has killed because of memory. */
  memoryKills(): Promise<number>;
  /** SIGKILL for all that is inside, whatever process group it is in; then the group goes. */
  end(): Promise<void>;
}

/** What the system can do about the resources that a process may use. */
export interface Limiter {
  /** Where control groups can be made, or why that cannot be, in words that follow "because". */
  home(): Promise<CgroupHome | string>;
  /** Makes a group with the limits that it helps with; undefined when it helps with none. */
  group(home: CgroupHome | string, name: string, limits: Limits): Promise<ControlGroup | undefined>;
  /** The group that was made in this folder. */
  reopen(folder: string): ControlGroup;
  /** What a process has to be started with for those limits that a group does not take care of. */
  ulimits(limits: Limits, home: CgroupHome | string): Ulimits;
  /** What is enforced for a running process. `inGroup`: it has a control group of its own. */
  inForce(limits: Limits, pid: number, home: CgroupHome | string, inGroup: boolean): LimitsInForce;
}
