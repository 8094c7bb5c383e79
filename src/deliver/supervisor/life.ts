import type { StartFailure } from '../engine/ports.ts';
import type { Machine } from '../machine/machine.ts';
import { describeExit } from './describe-exit.ts';
import type { InstanceProcess } from './instance-process.ts';
import type { Instructions } from './instructions.ts';
import { untilHung } from './liveness.ts';
import { awaitReady } from './readiness.ts';

/** One that was started again gets this many times the ready time before it is taken for hung at the start. */
const startPatience = 3;

export interface LifeFacts {
  readonly port: number;
  readonly instructions: Instructions;
  readonly logFile: string;
  /** Size of the log when it was started. */
  readonly logFrom: () => number;
  /** True once it has been told to stop. */
  readonly leaving: () => boolean;
  /** How often its live path is asked. */
  readonly liveEveryMs: number;
  readonly machine: Machine;
}

/** One process of an instance, from its start to its end: is it ready, does it hang, how did it end. */
export class Life {
  readonly running: InstanceProcess;
  readonly #facts: LifeFacts;
  readonly #since: number;
  #wasReady = false;
  #killedFor: string | undefined;

  constructor(running: InstanceProcess, facts: LifeFacts) {
    this.running = running;
    this.#facts = facts;
    this.#since = facts.machine.clock.monotonic();
  }

  get alive(): boolean {
    return this.running.process.alive;
  }

  /** Waits until it is ready, for the time that a deploy gives it; or says why it is not. */
  async ready(
    patience = this.#facts.instructions.spec.run.readyTimeoutMs,
  ): Promise<StartFailure | undefined> {
    const { machine, port, instructions, logFile, logFrom, leaving } = this.#facts;
    const failure = await awaitReady({
      machine,
      started: this.running,
      port,
      run: { ...instructions.spec.run, readyTimeoutMs: patience },
      stopped: leaving,
      lastLines: () => machine.logs.tail(logFile, 20, logFrom()),
    });
    if (!failure) {
      this.#wasReady = true;
      return undefined;
    }
    return {
      ...failure,
      lastProbe: instructions.redacted(failure.lastProbe ?? ''),
      lastLines: failure.lastLines.map(line => instructions.redacted(line)),
    };
  }

  /** As `ready`, with the patience for what nobody waits for; one that hangs at its start is ended. */
  async readyAtLast(): Promise<boolean> {
    const { readyTimeoutMs } = this.#facts.instructions.spec.run;
    const failure = await this.ready(readyTimeoutMs * startPatience);
    if (failure?.reason === 'not-ready')
      this.#kill(`hung at its start; last answer of its readiness probe: ${failure.lastProbe ?? ''}`);
    return failure === undefined;
  }

  /** Ends it when it hangs. Resolves when it is over, however. */
  async endIfHung(): Promise<void> {
    const { machine, port, instructions, leaving, liveEveryMs } = this.#facts;
    const { livePath, readyPath, probeTimeoutMs: timeoutMs } = instructions.spec.run;
    if (livePath === '') return;
    const { process } = this.running;
    const answer = await untilHung({
      machine,
      process,
      port,
      livePath,
      readyPath,
      wasReady: () => this.#wasReady,
      timeoutMs,
      everyMs: liveEveryMs,
      stopped: leaving,
    });
    if (answer !== undefined) this.#kill(`hung; GET ${livePath}, three times in a row: ${answer}`);
  }

  /** Resolves when it has ended and is cleared up: in a few words how, and after how long. */
  async ended(): Promise<{ readonly how: string; readonly livedMs: number }> {
    const exit = await this.running.exited;
    const how = this.#killedFor ?? describeExit(exit, this.#facts.instructions.spec.run.limits);
    return { how, livedMs: this.#facts.machine.clock.monotonic() - this.#since };
  }

  #kill(why: string): void {
    this.#killedFor = this.#facts.instructions.redacted(why);
    this.running.process.kill();
  }
}
