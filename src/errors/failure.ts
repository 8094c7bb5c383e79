import type { Problem } from './problem.ts';

/** 1: it failed. 2: stale, drift or strict warnings. 64: the command line itself is wrong (sysexits EX_USAGE). */
export type FailureCode = 1 | 2 | 64;

/**
 * A failure that the user can do something about: it carries problems and an exit code. Anything else that is thrown
 * is a bug of ours and is reported as one.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly problems: readonly Problem[];
  readonly exitCode: FailureCode;

  constructor(problems: readonly Problem[], exitCode: FailureCode = 1) {
    super(problems.map(problem => `${problem.id}: ${problem.message}`).join('\n'));
    this.problems = problems;
    this.exitCode = exitCode;
  }
}
