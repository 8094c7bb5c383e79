import type { Pipeline, When } from '../../../../model/pipeline.ts';
import { change, type Text, text } from '../../../../model/traced.ts';
import type { YamlNode } from '../../shared/yaml.ts';

/** A string of a condition. It has no escapes: what has both kinds of quotes is equal to nothing. */
export const ruleString = (value: Text): Text =>
  change(value, shown => {
    if (!shown.includes('"')) return `"${shown}"`;
    return shown.includes("'") ? 'null' : `'${shown}'`;
  });

const mergeRequest = '$CI_PIPELINE_SOURCE == "merge_request_event"';

/** The runs that there are: for merge requests, and for the released branch. */
export const workflowRules = ({ branch }: Pipeline): YamlNode => [
  { if: mergeRequest },
  { if: text`$CI_COMMIT_BRANCH == ${ruleString(branch)}` },
  { if: '$CI_PIPELINE_SOURCE == "web"' },
];

/** Undefined for a job of every run. `word` names an environment to the person who starts the pipeline. */
export function conditionOf(when: When, branch: string, word: (environment: Text) => Text): Text | undefined {
  switch (when.on) {
    case 'change':
      return undefined;
    case 'pull-request':
      return mergeRequest;
    case 'release':
      return '$CI_PIPELINE_SOURCE != "merge_request_event"';
    case 'pushed':
      return text`$CI_PIPELINE_SOURCE == "push" && $CI_COMMIT_BRANCH == ${ruleString(branch)}`;
    case 'asked':
      return text`$CI_PIPELINE_SOURCE == "web" && $DEPLOY_TO == ${ruleString(word(when.environment))}`;
  }
}
