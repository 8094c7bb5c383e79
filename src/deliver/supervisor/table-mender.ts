import { Errand, type ErrandSpec, type ErrandSurroundings } from './errand.ts';
import { report } from './report.ts';

export interface SavedMender extends ErrandSpec {
  /** An instance has another port, and no table has been written since. */
  readonly due?: true;
}

/** Has the router's table written anew when an instance was started again on another port. */
export class TableMender {
  readonly #around: Omit<ErrandSurroundings, 'done'>;
  #spec: ErrandSpec | undefined;
  #errand: Errand | undefined;

  constructor(around: Omit<ErrandSurroundings, 'done'>) {
    this.#around = around;
  }

  get saved(): SavedMender | undefined {
    return this.#spec && { ...this.#spec, ...(this.#errand ? { due: true } : {}) };
  }

  adopt({ argv, folder, due }: SavedMender): void {
    this.#spec = { argv, folder };
    if (due) this.moved();
  }

  /** The command that writes the table anew, from what it observes. */
  async learn({ argv, folder }: ErrandSpec): Promise<void> {
    this.#spec = { argv, folder };
    await this.#around.changed();
  }

  /** Whoever moved while the command ran may have been overlooked: it runs once more. */
  moved(): void {
    if (!this.#spec) return;
    this.#errand?.cancel();
    const errand: Errand = new Errand(this.#spec, {
      ...this.#around,
      done: () => {
        if (this.#errand === errand) this.#errand = undefined;
        this.#around.changed().catch(report);
      },
    });
    this.#errand = errand;
    errand.begin(0);
  }

  end(): void {
    this.#errand?.cancel();
    this.#errand = undefined;
  }
}
