import { mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Limits } from '../../engine/ports.ts';
import type { CgroupHome, ControlGroup } from '../limiter.ts';
import { realProcesses } from './processes.ts';

/** cpu.max is told in microseconds of each period. */
const periodMicros = 100_000;
const emptyLooks = 50;
const lookEveryMs = 10;

/** A control group as the files of the kernel show it. */
export class Cgroup implements ControlGroup {
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

  async add(pid: number): Promise<void> {
    await this.#write('cgroup.procs', String(pid));
  }

  async memoryKills(): Promise<number> {
    const events = await readFile(join(this.folder, 'memory.events'), 'utf8').catch(() => '');
    return Number(/^oom_kill (\d+)$/m.exec(events)?.[1] ?? 0);
  }

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
    for (const pid of inside.split('\n').filter(line => line !== '')) realProcesses.kill(Number(pid));
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
