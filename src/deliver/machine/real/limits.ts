import { readdirSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { Limits, LimitsInForce } from '../../engine/ports.ts';
import type { CgroupHome } from '../limiter.ts';
import type { Ulimits } from '../processes.ts';

const controllerOf = { memoryBytes: 'memory', cpus: 'cpu', processes: 'pids' } as const;
/** The words of /proc/PID/limits, proc(5). */
const rlimitOf = { openFiles: 'Max open files', processes: 'Max processes' } as const;

type Enforced = keyof typeof controllerOf;

/** Does a control group help with what is asked for? */
export function wantsCgroup(limits: Limits, home: CgroupHome | string): home is CgroupHome {
  return typeof home !== 'string' && enforced(home).some(name => limits[name] !== undefined);
}

/**
 * What the shell before an instance sets. RLIMIT_NPROC counts every thread of the user, so those that are there
 * already come on top; address space is never limited: runtimes reserve far more than they use.
 */
export function ulimitsFor(limits: Limits, home: CgroupHome | string): Ulimits {
  const { openFiles, processes } = limits;
  const byCgroup = typeof home !== 'string' && home.controllers.includes('pids');
  return {
    openFiles,
    processes: processes === undefined || byCgroup ? undefined : processes + threadsOfUser(),
  };
}

/** What the kernel enforces for a running process, as it says itself. `inCgroup`: it has a control group of its own. */
export function limitsInForce(
  limits: Limits,
  pid: number,
  home: CgroupHome | string,
  inCgroup: boolean,
): LimitsInForce {
  const inHome = inCgroup && typeof home !== 'string' ? enforced(home) : [];
  const rlimits = rlimitsOf(pid);
  const applied: string[] = [];
  const missing: string[] = [];
  for (const [name, value] of Object.entries(limits) as [keyof Limits, number][]) {
    if ((inHome as string[]).includes(name)) applied.push(inWords(name, value));
    else if (name === 'openFiles' && rlimits.openFiles === value) applied.push(inWords(name, value));
    else if (name === 'processes' && userInfo().uid !== 0 && Number.isFinite(rlimits.processes))
      applied.push(`processes ${rlimits.processes} (of the user)`);
    else missing.push(`${inWords(name, value)}: ${whyNot(name, home)}`);
  }
  return { applied, missing: missing.join('; ') };
}

/** Such as "memory 512 MiB". */
function inWords(name: keyof Limits, value: number): string {
  switch (name) {
    case 'memoryBytes':
      return `memory ${Math.round(value / 2 ** 20)} MiB`;
    case 'cpus':
      return `cpu ${value}`;
    case 'openFiles':
      return `open files ${value}`;
    case 'processes':
      return `processes ${value}`;
  }
}

function whyNot(name: keyof Limits, home: CgroupHome | string): string {
  if (name === 'openFiles') return 'it is above the hard limit of this user';
  const why = typeof home === 'string' ? home : `the cgroup ${home.folder} lacks ${controllerOf[name]}`;
  return name === 'processes' && userInfo().uid === 0 ? `${why}, and root is exempt from RLIMIT_NPROC` : why;
}

const enforced = (home: CgroupHome): Enforced[] =>
  (Object.keys(controllerOf) as Enforced[]).filter(name => home.controllers.includes(controllerOf[name]));

function rlimitsOf(pid: number): { openFiles: number; processes: number } {
  const text = pid > 0 ? readOrEmpty(`/proc/${pid}/limits`) : '';
  const soft = (words: string) =>
    Number(new RegExp(`^${words}\\s+(\\d+)`, 'm').exec(text)?.[1] ?? Number.NaN);
  return { openFiles: soft(rlimitOf.openFiles), processes: soft(rlimitOf.processes) };
}

function threadsOfUser(): number {
  const { uid } = userInfo();
  let threads = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const status = readOrEmpty(`/proc/${name}/status`);
    if (Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]) === uid)
      threads += Number(/^Threads:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  }
  return threads;
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
