import type { Deploy } from '../deliver/engine/deploy.ts';
import type { StartFailure } from '../deliver/engine/ports.ts';
import { type Problem, problem } from '../errors/index.ts';

/** Keeps why a version did not start, and makes the problem of it once it is known what serves instead. */
export function startFailureProblem(folder: string): {
  note: (failure: StartFailure) => void;
  problems: (deploy: Deploy | null) => Problem[];
} {
  let noted: StartFailure | undefined;
  return {
    note: failure => {
      noted = failure;
    },
    problems: deploy => {
      if (!deploy || deploy.outcome === 'promoted' || !noted) return [];
      const serves = deploy.serving
        ? `${deploy.previous ?? 'the version before'} still serves`
        : 'nothing serves yet';
      const detail =
        noted.lastLines.length > 0
          ? ['its last log lines:', ...noted.lastLines]
          : ['it wrote nothing to its log'];
      return [
        problem(
          'start-failed',
          { version: deploy.version, sentence: deploy.reason, serves, folder },
          { detail },
        ),
      ];
    },
  };
}
