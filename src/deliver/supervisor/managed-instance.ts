import type { Instance, StartFailure } from '../engine/ports.ts';
import { nextPause } from './backoff.ts';
import type { Instructions } from './instructions.ts';
import type { Life } from './life.ts';
import { Lives } from './lives.ts';
import { report } from './report.ts';
import type { SavedInstance } from './saved-state.ts';
import { startFailure } from './start-failure.ts';
import type { Surroundings } from './surroundings.ts';

const repeatsTolerated = 3;

/** One instance through all its lives: started, watched, started again when it crashes or hangs, stopped. */
export class ManagedInstance {
  readonly id: string;
  readonly #instructions: Instructions;
  readonly #around: Surroundings;
  readonly #lives: Lives;
  #ready = false;
  #restarts = 0;
  #lastExit: string | undefined;
  #stopped: Promise<void> | undefined;

  constructor(id: string, instructions: Instructions, around: Surroundings) {
    this.id = id;
    this.#instructions = instructions;
    this.#around = around;
    this.#lives = new Lives(id, instructions, around, () => this.leaving);
  }

  get shown(): Instance {
    const { group, release } = this.#instructions.spec;
    const { latest, port, limits } = this.#lives;
    return {
      id: this.id,
      release,
      group,
      host: '127.0.0.1',
      port,
      pid: latest?.running.process.id.pid ?? 0,
      ready: this.#ready,
      restarts: this.#restarts,
      ...(this.#lastExit === undefined ? {} : { lastExit: this.#lastExit }),
      ...(limits ? { limits } : {}),
    };
  }

  get saved(): SavedInstance {
    const running = this.#lives.latest?.running;
    return {
      id: this.id,
      port: this.#lives.port,
      process: running?.process.id,
      restarts: this.#restarts,
      ...(this.leaving ? { leaving: true } : {}),
      ...(running?.cgroup ? { cgroup: running.cgroup.folder } : {}),
    };
  }

  get leaving(): boolean {
    return this.#stopped !== undefined;
  }

  /** Takes over the process that an earlier supervisor left; started again if it has ended meanwhile. */
  adopt(saved: SavedInstance): void {
    this.#restarts = saved.restarts;
    const life = this.#lives.adopt(saved);
    if (saved.leaving) return;
    if (life) this.#look(life);
    else void this.#again(undefined, 0);
  }

  /** Starts it if it does not run, and waits until it is ready; or says why it is not. */
  async ensure(): Promise<StartFailure | undefined> {
    for (let attempt = 0; ; attempt += 1) {
      const begun = await this.#lives.begin().catch(error => this.#failure(error));
      if (!('life' in begun)) return begun;
      const failure = await begun.life.ready();
      if (!failure) {
        this.#ready = true;
        // Whoever asked writes the table.
        this.#lives.takeMove();
        if (begun.isNew) this.#watch(begun.life);
        return undefined;
      }
      // It crashed while it was looked at, or somebody else took its port between our look and the service's own:
      // no failure, it is started again.
      const { sockets } = this.#around.machine;
      const again =
        failure.reason === 'exited' && (!begun.isNew || !(await sockets.isFree(this.#lives.port)));
      if (!again || attempt >= repeatsTolerated) return failure;
    }
  }

  /**
   * SIGTERM, the grace time, SIGKILL of all that it started. Asked twice, it is told once: a second SIGTERM would cut
   * short what the first began. On record before it is done.
   */
  stop(): Promise<void> {
    this.#ready = false;
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  rotateLog(): Promise<void> {
    return this.#lives.rotateLog();
  }

  async #stop(): Promise<void> {
    // From the next tick on `leaving` is true, and saved with the rest.
    await Promise.resolve();
    await this.#around.changed().catch(report);
    await this.#lives.stop(this.#instructions.spec.run.graceMs);
  }

  #failure(error: unknown): StartFailure {
    return this.leaving ? { reason: 'stopped', lastLines: [] } : startFailure(this.#instructions.spec, error);
  }

  /** Watches what nobody waits for. */
  #look(life: Life, pause?: number): void {
    this.#watch(life, pause);
    life.readyAtLast().then(isReady => {
      if (this.#lives.latest === life && !this.leaving) this.#ready = isReady;
    }, report);
  }

  /** Starts it again when it crashes, and ends it when it hangs. `pause` is what it waited before this life. */
  #watch(life: Life, pause?: number): void {
    life.endIfHung().catch(report);
    life
      .ended()
      .then(({ how, livedMs }) => {
        if (this.leaving) return;
        this.#ready = false;
        this.#lastExit = how;
        return this.#again(pause, livedMs);
      })
      .catch(report);
  }

  async #again(last: number | undefined, livedMs: number): Promise<void> {
    const pause = nextPause(last, livedMs, this.#around.timing);
    await this.#around.machine.clock.sleep(pause);
    if (this.leaving) return;
    // After a crash of the supervisor its memory of them is gone until the next command hands them over again.
    if (this.#instructions.missingSecrets.length > 0) return this.#again(pause, 0);
    const begun = await this.#lives.begin().catch(() => undefined);
    if (!begun) return this.#again(pause, 0);
    // A command was faster: it watches what it has started.
    if (!begun.isNew) return;
    this.#restarts += 1;
    if (this.#lives.takeMove()) this.#around.moved();
    this.#look(begun.life, pause);
  }
}
