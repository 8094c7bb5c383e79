import { mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Limits } from '../engine/ports.ts';
import type { CgroupHome } from './cgroup-home.ts';
import { killIfThere } from './kill-if-there.ts';

/** cpu.max is told in microseconds of each period. */
const periodMicros = 100_000;
const emptyLooks = 50;
const lookEveryMs = 10;

/** The control group (version 2) of one instance: limits that hold for all its processes, and one kill for all. */
export class Cgroup {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Makes the group with its limits, as far as controllers are there for them. */
  static async create(home: CgroupHome, name: string, limits: Limits): Promise<Cgroup> {
    const cgroup = new Cgroup(join(home.folder, name));
    await mkdir(cgroup.folder, { recursive: true });
    for (const [file, text] of settings(home.controllers, limits)) {
      // A kernel without swap has no memory.swap.max, which is as good.
      await cgroup.#write(file, text).catch(error => {
        if (file !== 'memory.swap.max') throw error;
      });
    }
    return cgroup;
  }

  /** Takes a process in; what it starts from now on is inside too. */
  async add(pid: number): Promise<void> {
    await this.#write('cgroup.procs', String(pid));
  }

  /** How many of its processes the kernel has killed because of memory. */
  async memoryKills(): Promise<number> {
    const events = await readFile(join(this.folder, 'memory.events'), 'utf8').catch(() => '');
    return Number(/^oom_kill (\d+)$/m.exec(events)?.[1] ?? 0);
  }

  /** SIGKILL for all that is inside, whatever process group it is in; then the group goes. */
  async end(): Promise<void> {
    for (let look = 0; look < emptyLooks; look += 1) {
      // Linux has cgroup.kill since 5.14; before that, each by itself.
      await this.#write('cgroup.kill', '1').catch(() => this.#killEach());
      const gone = await rmdir(this.folder).then(
        () => true,
        (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
      );
      if (gone) return;
      await sleep(lookEveryMs);
    }
  }

  async #killEach(): Promise<void> {
    const inside = await readFile(join(this.folder, 'cgroup.procs'), 'utf8').catch(() => '');
    for (const pid of inside.split('\n').filter(line => line !== '')) killIfThere(Number(pid));
  }

  #write(file: string, text: string): Promise<void> {
    return writeFile(join(this.folder, file), text);
  }
}

/** What to write where. memory.oom.group: half of an instance is none, it goes as a whole. */
function settings(controllers: readonly string[], limits: Limits): [string, string][] {
  const { memoryBytes, cpus, processes } = limits;
  const files: [string, string][] = [];
  if (memoryBytes !== undefined && controllers.includes('memory')) {
    files.push(['memory.max', String(memoryBytes)], ['memory.swap.max', '0'], ['memory.oom.group', '1']);
  }
  if (cpus !== undefined && controllers.includes('cpu'))
    files.push(['cpu.max', `${Math.max(1_000, Math.round(cpus * periodMicros))} ${periodMicros}`]);
  if (processes !== undefined && controllers.includes('pids')) files.push(['pids.max', String(processes)]);
  return files;
}
