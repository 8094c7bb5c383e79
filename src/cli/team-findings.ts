import type { Problem } from '../errors/index.ts';
import { plural } from './change-lines.ts';
import type { Output } from './output.ts';

/**
 * What a command that is about generated files says of problems: those of the team's own files, of which none is an
 * error, are counted, and told by `check`.
 */
export function toldProblems(
  problems: readonly Problem[],
  yours: readonly string[],
): { readonly told: readonly Problem[]; readonly rest?: string } {
  const isTheirs = ({ severity, at, artifact }: Problem) =>
    severity !== 'error' && yours.some(file => file === at?.file || file === artifact);
  const count = problems.filter(isTheirs).length;
  if (count === 0) return { told: problems };
  return {
    told: problems.filter(found => !isTheirs(found)),
    rest: `${plural(count, 'finding')} in files of the team: devops-flow check`,
  };
}

/** Prints them, with `closing` behind their count. */
export function tellProblems(
  { problems, yours }: { readonly problems: readonly Problem[]; readonly yours: readonly string[] },
  closing: string | undefined,
  output: Output,
): void {
  const { told, rest } = toldProblems(problems, yours);
  output.problems(told, closing);
  if (rest !== undefined) output.say(output.paint.dim(rest));
}
