import type { Exit, Launch, ProcessId } from '../../machine/processes.ts';

/** One process of a model machine. What it does is said by the program that it runs. */
export class ModelProcess {
  readonly id: ProcessId;
  readonly environment: Readonly<Record<string, string>>;
  readonly exited: Promise<Exit>;
  /** How it answers a probe: 200, not at all, or it does not listen. */
  answers: 'ok' | 'never' | 'refused' = 'refused';
  alive = true;
  /** What SIGTERM does; it ends of it unless the program says otherwise. */
  onTerm = (): void => this.end({ code: null, signal: 'SIGTERM' });
  #told: (exit: Exit) => void = () => undefined;

  constructor(id: ProcessId, { environment }: Pick<Launch, 'environment'>) {
    this.id = id;
    this.environment = environment;
    this.exited = new Promise(resolve => {
      this.#told = resolve;
    });
  }

  end(exit: Exit): void {
    this.alive = false;
    this.#told(exit);
  }

  /** Its parent is gone: nobody hears how it ends. */
  orphan(): void {
    this.#told = () => undefined;
  }
}

export type Program = (process: ModelProcess) => void;
