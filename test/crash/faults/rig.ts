import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadHandle } from '../../../src/deliver/load/load.ts';
import type { Attempt, Orders } from '../cases.ts';
import type { Moment } from '../killing-store.ts';
import { verdictOf } from '../point.ts';
import { type CrashProject, type Ended, ended } from '../project.ts';
import { look, type Sight } from '../sight.ts';
import type { Behaviour } from '../versions.ts';

/** A deploy whose controller stands still at a moment. */
export interface Halted {
  readonly moment: Moment;
  readonly attempt: Attempt;
  readonly before: Sight;
  readonly child: ChildProcess;
  readonly done: Promise<Ended>;
}

export interface How {
  /** Of the version that is deployed; good where nothing is said, and always bad at the moment of a rollback. */
  readonly behaviour?: Behaviour;
  /** Its controller stands still for longer than its lease. */
  readonly losesLease?: boolean;
}

const pollMs = 20;

/** What the faults of the matrix are tried on: one project that serves under load, and deploys that stop at a moment. */
export class Rig {
  readonly project: CrashProject;
  readonly load: LoadHandle;
  readonly #orders: Orders;

  constructor(project: CrashProject, orders: Orders, load: LoadHandle) {
    this.project = project;
    this.#orders = orders;
    this.load = load;
  }

  /** Begins a deploy and stops its controller there: before the lock is used and the record is written, else after what is ordered. */
  async halt(moment: Moment, { behaviour = 'good', losesLease: isSoonSilent = false }: How): Promise<Halted> {
    const attempt = this.#orders.deploy(moment === 'rollback' ? 'answers-500' : behaviour);
    const before = await look(this.project);
    const when = moment === 'lock' || moment === 'commit' ? 'before' : 'after';
    const child = this.project.startControl(attempt.act, {
      step: moment,
      when,
      signal: 'SIGSTOP',
      isSoonSilent,
    });
    const done = ended(child);
    while (child.exitCode === null && !isStopped(child.pid ?? 0)) await sleep(pollMs);
    if (child.exitCode !== null) throw new Error(`it never came to ${moment}: ${(await done).stderr}`);
    return { moment, attempt, before, child, done };
  }

  resume({ child }: Halted): void {
    child.kill('SIGCONT');
  }

  kill({ child }: Halted): void {
    child.kill('SIGKILL');
  }

  /** What is wrong at the end; a deploy that met a fault may be kept or undone, and must be one of the two. */
  async wrong({ attempt, before }: Halted, may: 'end as planned' | 'be undone'): Promise<string[]> {
    const { deploys, lastOutcome, underWay } = await look(this.project);
    const hasBegun = deploys > before.deploys || underWay !== undefined;
    const isUndone = may === 'be undone' && lastOutcome === 'rolled-back';
    const expected: Attempt = isUndone
      ? { ...attempt, outcome: 'rolled-back', answers: attempt.served }
      : attempt;
    const { isServing, wrong } = await verdictOf(this.project, expected, before, hasBegun);
    if (isServing) this.#orders.answered(attempt.version);
    return [...wrong];
  }
}

/** By SIGSTOP: state T in field 3 of /proc/PID/stat (proc(5)). */
function isStopped(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) === 'T';
  } catch {
    return false;
  }
}
