/** A place in a text that a person can open. Lines and columns count from 1; `length` is in UTF-16 units. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length?: number;
}

export type Severity = 'error' | 'warning' | 'note';

/**
 * One thing that is wrong, as data. `id` is permanent and searchable, `message` says what happened, `why` gives the
 * rule behind it and `fix` what to do now.
 */
export interface Problem {
  readonly id: string;
  readonly severity: Severity;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  readonly at?: Place;
  /** Path of the generated file that the problem is about, relative to the output folder. */
  readonly artifact?: string;
  /** What helps to see it at once, shown below the problem: the last log lines of a service, for one. */
  readonly detail?: readonly string[];
}

export type Catalogue = Readonly<
  Record<string, (facts: never) => Omit<Problem, 'id' | 'at' | 'artifact' | 'detail'>>
>;
