import type { Problem, Severity } from './problem.ts';

const order: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** Errors before warnings before notes, each kind as it was found. */
export const worstFirst = (problems: readonly Problem[]): Problem[] =>
  problems.toSorted((a, b) => order[a.severity] - order[b.severity]);
