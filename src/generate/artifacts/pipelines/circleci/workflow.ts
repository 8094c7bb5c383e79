import { isSayable } from '../../../../model/pipeline/losses.ts';
import type { Job, Pipeline } from '../../../../model/pipeline.ts';
import { type Text, text } from '../../../../model/traced.ts';
import { YamlEntries, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { shellSteps } from '../shell/steps.ts';
import { parameterOf } from './job.ts';
import { circleShell, circleText } from './shell.ts';

/** How the jobs of a service are called in the one file of all services, and its environments by who starts a run. */
export interface Names {
  readonly job: (id: Text) => Text;
  readonly workflow: (name: Text) => Text;
  readonly word: (environment: Text) => Text;
}

/** A workflow for pushes, and one for each environment that a person asks for: with all that it needs. */
export function workflowsOf(pipeline: Pipeline, names: Names): readonly (readonly [Text, YamlNode])[] {
  const jobs = pipeline.jobs.filter(isSayable);
  const usual = jobs.filter(({ when }) => when.on !== 'asked');
  return [
    [
      names.workflow('delivery'),
      {
        when: { equal: ['', '<< pipeline.parameters.deploy-to >>'] },
        jobs: usual.map(job => entry(job, pipeline, names)),
      },
    ],
    ...jobs.flatMap(job =>
      job.when.on === 'asked' ? [asked(job, job.when.environment, pipeline, names)] : [],
    ),
  ];
}

/** Whoever asks has said the branch: nothing is filtered by it. */
function asked(job: Job, environment: Text, pipeline: Pipeline, names: Names): readonly [Text, YamlNode] {
  const before = pipeline.jobs.filter(({ when }) => when.on === 'change' || when.on === 'release');
  return [
    names.workflow(job.id),
    {
      when: { equal: [circleText(names.word(environment)), '<< pipeline.parameters.deploy-to >>'] },
      jobs: [...before.filter(isSayable), job].map(one =>
        entry({ ...one, when: { on: 'change' } }, pipeline, names),
      ),
    },
  ];
}

function entry(job: Job, pipeline: Pipeline, names: Names): YamlNode {
  const { matrix, approval, exclusive, environment } = job;
  const secrets = shellSteps(job, circleShell).some(step => step.secrets.length > 0);
  const given: YamlObject = {
    type: approval === undefined ? undefined : 'approval',
    requires: job.needs.length > 0 ? job.needs.map(names.job) : undefined,
    context: secrets && environment ? circleText(contextOf(pipeline)(environment)) : undefined,
    filters: job.when.on === 'change' ? undefined : { branches: { only: pipeline.branch } },
    'serial-group': exclusive && text`<< pipeline.project.slug >>/${circleText(exclusive)}`,
    matrix: matrix && { parameters: { [parameterOf(matrix.variable)]: matrix.values } },
  };
  const id = names.job(job.id);
  const isBare = Object.values(given).every(value => value === undefined);
  return isBare ? id : new YamlEntries([[id, given]]);
}

/** The context that holds the secrets of an environment. */
export const contextOf =
  ({ name }: Pipeline) =>
  (environment: Text): Text =>
    text`${name}-${environment}`;
