import type { Disk } from '../../durable/disk.ts';
import type { Machine } from '../../machine/machine.ts';
import type { HeldProcess, Launch, ProcessId } from '../../machine/processes.ts';
import { ModelProcess, type Program } from './model-process.ts';
import { VirtualClock } from './virtual-clock.ts';

/** A machine that is all memory and virtual time. Every command that is started runs `program`. */
export class ModelMachine implements Machine {
  readonly clock = new VirtualClock();
  readonly texts = new Map<string, string>();
  /** Such as "0 SIGTERM 1001", with the time since the machine began; what reaches nobody is left out. */
  readonly signals: string[] = [];
  /** When each process was let go. */
  readonly starts: number[] = [];
  program: Program;
  #all: ModelProcess[] = [];
  #count = 0;

  constructor(program: Program) {
    this.program = program;
  }

  readonly ids = { below: () => 0, hex: (digits: number) => '0'.repeat(digits) };

  readonly disk: Disk = {
    read: async path => this.texts.get(path),
    write: async (path, text) => void this.texts.set(path, text),
    sync: async () => undefined,
    rename: async (from, to) => {
      this.texts.set(to, this.texts.get(from) ?? '');
      this.texts.delete(from);
    },
    syncFolder: async () => undefined,
    remove: async path => void this.texts.delete(path),
  };

  readonly files: Machine['files'] = {
    makeFolder: async () => undefined,
    create: async (path, text) => !this.texts.has(path) && this.texts.set(path, text) !== undefined,
    list: async () => [],
    copy: async () => undefined,
    remove: async path => void this.texts.delete(path),
  };

  readonly logs: Machine['logs'] = {
    tail: async () => [],
    size: () => 0,
    list: async () => [],
    rotate: async () => 0,
    keepEnd: async () => undefined,
  };

  readonly processes: Machine['processes'] = {
    own: { pid: 1, environment: {} },
    start: async launch => this.#start(launch),
    identify: pid => (pid === 1 ? { pid, startTime: 'first' } : this.find(pid)?.id),
    signalGroup: (leader, signal) => this.#signal(leader, signal),
    kill: pid => this.#signal(pid, 'SIGKILL'),
    withVariable: async (name, beginning) =>
      this.living.flatMap(({ id, environment }) => {
        const value = environment[name];
        return value?.startsWith(beginning) ? [{ process: id, value }] : [];
      }),
  };

  readonly limiter: Machine['limiter'] = {
    home: async () => 'a model has none',
    group: async () => undefined,
    reopen: () => {
      throw new Error('a model has no control groups');
    },
    ulimits: () => ({}),
    inForce: () => ({ applied: [], missing: '' }),
  };

  readonly sockets: Machine['sockets'] = {
    probe: async (port, _, timeoutMs) => {
      const answers = this.#listening(port)?.answers ?? 'refused';
      if (answers === 'ok') return { ok: true, spoke: true, text: '200' };
      if (answers === 'refused') return { ok: false, spoke: false, text: 'connection refused' };
      await this.clock.sleep(timeoutMs);
      return { ok: false, spoke: false, text: `no answer within ${timeoutMs} ms` };
    },
    isFree: async port => this.#listening(port) === undefined,
    quietPorts: () => [20_000, 20_009],
    call: () => Promise.reject(new Error('a model calls nobody')),
    serve: () => Promise.reject(new Error('a model serves nobody')),
  };

  get living(): ModelProcess[] {
    return this.#all.filter(({ alive }) => alive);
  }

  find(pid: number): ModelProcess | undefined {
    return this.living.find(({ id }) => id.pid === pid);
  }

  /** Whoever was waiting, watching or being told is gone; the processes go on. */
  loseSupervisor(): void {
    this.clock.forget();
    for (const process of this.#all) process.orphan();
  }

  /** The pid of a process that has ended is given to somebody who has nothing to do with us. */
  recycle(pid: number): ModelProcess {
    const stranger = new ModelProcess(this.#newId(pid), { environment: {} });
    this.#all.push(stranger);
    return stranger;
  }

  #start(launch: Launch): HeldProcess {
    const process = new ModelProcess(this.#newId(1_001 + this.#count), launch);
    this.#all.push(process);
    return {
      id: process.id,
      exited: process.exited,
      letGo: () => {
        this.starts.push(this.clock.monotonic());
        this.program(process);
      },
      giveUp: () => process.end({ code: 125, signal: null }),
    };
  }

  #newId(pid: number): ProcessId {
    this.#count += 1;
    return { pid, startTime: `boot:${this.#count}` };
  }

  #signal(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
    const process = this.find(pid);
    if (!process) return;
    this.signals.push(`${this.clock.monotonic()} ${signal} ${pid}`);
    if (signal === 'SIGTERM') process.onTerm();
    else process.end({ code: null, signal });
  }

  #listening(port: number): ModelProcess | undefined {
    return this.living.find(one => one.environment['PORT'] === String(port) && one.answers !== 'refused');
  }
}
