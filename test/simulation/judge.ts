/** The invariants of the delivery, by their numbers in docs/SIMULATION.md. */
export type Invariant = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export interface Violation {
  readonly invariant: Invariant;
  readonly sentence: string;
  /** Milliseconds after the run began. */
  readonly at: number;
}

/** Collects what must not be. */
export class Judge {
  readonly violations: Violation[] = [];
  readonly #elapsed: () => number;

  readonly #told: (violation: Violation) => void;

  constructor(elapsed: () => number, told: (violation: Violation) => void) {
    this.#elapsed = elapsed;
    this.#told = told;
  }

  violated(invariant: Invariant, sentence: string): void {
    const violation = { invariant, sentence, at: this.#elapsed() };
    this.violations.push(violation);
    this.#told(violation);
  }
}
