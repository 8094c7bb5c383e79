import { type Problem, problem } from '../../errors/index.ts';
import type { Scalar } from '../../model/facts.ts';
import { token } from '../../model/token.ts';
import { isProblem, type Parse } from '../../model/values/parse.ts';
import { type Candidate, choose, evidenceText, type Finding } from './finding.ts';

/** Collects what is remarkable about the choices between candidates. */
export class Settling {
  readonly problems: Problem[] = [];

  /** The candidate that counts, read as devops-flow.yaml will read it; one that cannot be read is left out and named. */
  scalar<T extends Scalar>(
    field: string,
    candidates: readonly (Candidate<T> | undefined)[],
    parse: Parse<T>,
  ): Finding<T> | undefined {
    const usable = candidates.flatMap(candidate => {
      if (!candidate) return [];
      const read = parse(token('', 1, 1, String(candidate.value)));
      if (!isProblem(read)) return [{ ...candidate, value: read }];
      this.leaveOut(field, read.message, candidate);
      return [];
    });
    return choose(usable);
  }

  /** As `scalar`; places that disagree are worth a note of their own. */
  agreed<T extends Scalar>(
    field: string,
    candidates: readonly (Candidate<T> | undefined)[],
    parse: Parse<T>,
  ): Finding<T> | undefined {
    const finding = this.scalar(field, candidates, parse);
    if (finding && finding.others.length > 0) {
      const others = finding.others.map(({ value, found }) => `${evidenceText(found)} says ${value}`);
      const facts = { field, used: String(finding.value), where: evidenceText(finding.found), others };
      this.problems.push(problem('sources-disagree', facts, placeOf(finding)));
    }
    return finding;
  }

  leaveOut(field: string, reason: string, candidate: Candidate<unknown>): void {
    this.problems.push(problem('value-unusable', { field, reason }, placeOf(candidate)));
  }
}

/** Where a problem stands, when the candidate stands in a file. */
export function placeOf({ found }: Candidate<unknown>): Pick<Problem, 'at'> {
  return 'reason' in found ? {} : { at: { file: found.file, line: found.line, column: 1 } };
}
