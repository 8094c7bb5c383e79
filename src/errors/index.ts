import { adrErrors } from './adr.ts';
import { artifactErrors } from './artifacts.ts';
import { clusterErrors } from './clusters.ts';
import { commandErrors } from './commands.ts';
import { composeErrors } from './compose.ts';
import { composeRuleErrors } from './compose-rules.ts';
import { deliveryErrors } from './delivery.ts';
import { detectErrors } from './detect.ts';
import { documentErrors } from './documents.ts';
import { environmentErrors } from './environments.ts';
import { Failure, type FailureCode } from './failure.ts';
import { fileErrors } from './files.ts';
import { gitMergeErrors } from './git-merges.ts';
import { interfaceErrors } from './interfaces.ts';
import { metricsErrors } from './metrics.ts';
import { nativeErrors } from './native.ts';
import { pinErrors } from './pins.ts';
import { pipelineErrors } from './pipelines.ts';
import type { Problem } from './problem.ts';
import { processErrors } from './processes.ts';
import { projectErrors } from './project.ts';
import { reqErrors } from './req.ts';
import { resolvingErrors } from './resolving.ts';
import { rolloutErrors } from './rollouts.ts';
import { scoreErrors } from './score.ts';
import { stateErrors } from './state.ts';
import { taskErrors } from './tasks.ts';
import { thresholdErrors } from './thresholds.ts';
import { toolErrors } from './tools.ts';
import { valueErrors } from './values.ts';
import { workspaceErrors } from './workspace.ts';
import { yamlErrors } from './yaml.ts';

export { count } from './count.ts';
export { Failure, type FailureCode } from './failure.ts';
export type { Place, Problem, Severity } from './problem.ts';
export { shellWord } from './shell-word.ts';
export { someOf } from './words.ts';
export { worstFirst } from './worst-first.ts';

/** Every error that devops-flow can report, by its permanent name. */
export const catalogue = {
  ...adrErrors,
  ...artifactErrors,
  ...clusterErrors,
  ...commandErrors,
  ...composeErrors,
  ...composeRuleErrors,
  ...deliveryErrors,
  ...detectErrors,
  ...documentErrors,
  ...environmentErrors,
  ...fileErrors,
  ...gitMergeErrors,
  ...interfaceErrors,
  ...metricsErrors,
  ...nativeErrors,
  ...pinErrors,
  ...pipelineErrors,
  ...processErrors,
  ...projectErrors,
  ...reqErrors,
  ...resolvingErrors,
  ...rolloutErrors,
  ...scoreErrors,
  ...stateErrors,
  ...taskErrors,
  ...thresholdErrors,
  ...toolErrors,
  ...valueErrors,
  ...workspaceErrors,
  ...yamlErrors,
};

export type ProblemId = keyof typeof catalogue;
type FactsOf<Id extends ProblemId> = Parameters<(typeof catalogue)[Id]>[0];

/** Builds the problem named `id` from its facts; `extra` adds where it is. */
export function problem<Id extends ProblemId>(
  id: Id,
  facts: FactsOf<Id>,
  extra: Pick<Problem, 'at' | 'artifact' | 'detail'> = {},
): Problem {
  const describe = catalogue[id] as (facts: FactsOf<Id>) => Omit<Problem, 'id'>;
  return { id, ...describe(facts), ...extra };
}

/** The failure named `id`, ready to throw. */
export function failure<Id extends ProblemId>(
  id: Id,
  facts: FactsOf<Id>,
  options: Pick<Problem, 'at' | 'artifact' | 'detail'> & { exitCode?: FailureCode } = {},
): Failure {
  const { exitCode = 1, ...extra } = options;
  return new Failure([problem(id, facts, extra)], exitCode);
}
