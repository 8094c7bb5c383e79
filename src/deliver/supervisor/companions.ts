import { Companion, type CompanionStatus, type CompanionSurroundings } from './companion.ts';
import type { SavedCompanion } from './saved-state.ts';

const graceMs = 10_000;

/** The processes that are kept alive beside the instances, by name. */
export class Companions {
  readonly #around: CompanionSurroundings;
  readonly #companions = new Map<string, Companion>();

  constructor(around: CompanionSurroundings) {
    this.#around = around;
  }

  get saved(): SavedCompanion[] {
    return [...this.#companions.values()].map(companion => companion.saved);
  }

  async adopt(saved: readonly SavedCompanion[]): Promise<void> {
    for (const { name, command, process } of saved) await this.#companion(name, command).start(process);
  }

  /** Starts it, once by name, unless it has given up. */
  async keep(name: string, command: readonly string[]): Promise<CompanionStatus> {
    const known = await this.status(name);
    if (known && !known.alive) this.#companions.delete(name);
    const companion = this.#companion(name, command);
    await companion.start();
    await this.#around.changed();
    return companion.status();
  }

  async status(name: string): Promise<CompanionStatus | undefined> {
    return this.#companions.get(name)?.status();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#companions.values()].map(companion => companion.stop(graceMs)));
    this.#companions.clear();
  }

  #companion(name: string, command: readonly string[]): Companion {
    const known = this.#companions.get(name);
    if (known) return known;
    const companion = new Companion(name, command, this.#around);
    this.#companions.set(name, companion);
    return companion;
  }
}
