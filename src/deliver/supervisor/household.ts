import { join } from 'node:path';
import type { Machine } from '../machine/machine.ts';
import { isAlive } from '../machine/processes.ts';
import { Companions } from './companions.ts';
import { Groups } from './groups.ts';
import { Hooks } from './hooks.ts';
import { sweep } from './marked.ts';
import { Overseer } from './overseer.ts';
import type { SavedState } from './saved-state.ts';
import type { Timing } from './surroundings.ts';
import { TableMender } from './table-mender.ts';

/** All that a supervisor owns, as one thing that is saved, taken over and ended. */
export class Household {
  readonly groups: Groups;
  readonly companions: Companions;
  readonly hooks: Hooks;
  readonly overseer: Overseer;
  readonly mender: TableMender;
  readonly #machine: Machine;
  readonly #folder: string;

  /** `changed` resolves when what is true now is durable. */
  constructor(folder: string, machine: Machine, timing: Timing, changed: () => Promise<void>) {
    this.#folder = folder;
    this.#machine = machine;
    const logFolder = join(folder, 'logs');
    const around = { machine, folder, logFolder, changed };
    let home: ReturnType<Machine['limiter']['home']> | undefined;
    this.groups = new Groups({
      ...around,
      timing,
      moved: () => this.mender.moved(),
      cgroupHome: () => (home ??= machine.limiter.home()),
    });
    this.companions = new Companions(around);
    this.hooks = new Hooks(around);
    const secrets = () => ({ ...this.hooks.secrets, ...this.groups.secrets });
    const errands = { machine, logFile: join(logFolder, 'controller.log'), secrets, changed };
    this.overseer = new Overseer(errands);
    this.mender = new TableMender(errands);
  }

  get saved(): Omit<SavedState, 'schemaVersion' | 'token'> {
    const [oversight, mender] = [this.overseer.saved, this.mender.saved];
    return {
      groups: this.groups.saved,
      companions: this.companions.saved,
      hooks: this.hooks.saved,
      ...(oversight ? { oversight } : {}),
      ...(mender ? { mender } : {}),
    };
  }

  /** Takes over what an earlier supervisor left behind. */
  async adopt(saved: SavedState): Promise<void> {
    const { processes } = this.#machine;
    const alive = new Set(
      saved.groups.flatMap(({ slots }) =>
        slots.flatMap(({ id, process }) => (process && isAlive(processes, process) ? [id] : [])),
      ),
    );
    // Children of an instance that has ended meanwhile: its successor would find them in its way.
    await sweep(processes, this.#folder, instance => !alive.has(instance));
    this.groups.adopt(saved.groups);
    this.hooks.adopt(saved.hooks);
    await this.companions.adopt(saved.companions);
    if (saved.mender) this.mender.adopt(saved.mender);
    if (saved.oversight) this.overseer.adopt(saved.oversight);
  }

  /** Those of instances, and of router, supervisor and what the supervisor starts by itself. */
  async rotateLogs(): Promise<void> {
    const { logs } = this.#machine;
    await this.groups.rotateLogs();
    for (const file of await logs.list(join(this.#folder, 'logs'))) await logs.rotate(file);
  }

  /** The router first, so that nobody is sent to an instance that stops. */
  async end(): Promise<void> {
    this.overseer.end();
    this.mender.end();
    await this.companions.stop();
    await Promise.all([this.groups.stopAll(), this.hooks.stopAll()]);
  }
}
