import { isSayable, lossLines } from '../../../../model/pipeline/losses.ts';
import { type Text, text } from '../../../../model/traced.ts';
import { YamlEntries, type YamlNode, yamlLines } from '../../shared/yaml.ts';
import type { PipelineFile, ServicePipeline } from '../printer.ts';
import { secretLines } from '../secrets.ts';
import { shellSteps } from '../shell/steps.ts';
import { circleJob, executorsOf } from './job.ts';
import { circleShell, circleText } from './shell.ts';
import { contextOf, type Names, workflowsOf } from './workflow.ts';

/** CircleCI reads one file for a repository: the jobs and workflows of all services stand in it. */
export function circleConfig(services: readonly ServicePipeline[]): readonly PipelineFile[] {
  const isOneOfSeveral = services.length > 1;
  const named = services.map(service => ({ ...service, names: namesFor(service, isOneOfSeveral) }));
  const asked = named.flatMap(({ pipeline, names }) =>
    pipeline.onDemand.map(environment => circleText(names.word(environment))),
  );
  const jobs = named.flatMap(({ pipeline, names }) =>
    pipeline.jobs
      .filter(job => isSayable(job) && job.approval === undefined)
      .map(job => [names.job(job.id), circleJob(job)] as const),
  );
  const executors = executorsOf(services.flatMap(({ pipeline }) => pipeline.jobs));
  const config: YamlNode = {
    version: 2.1,
    parameters: {
      'deploy-to': {
        description: 'Where to deploy, when a person starts the pipeline',
        type: 'enum',
        enum: ['', ...asked],
        default: '',
      },
    },
    executors: executors.length > 0 ? new YamlEntries(executors) : undefined,
    jobs: new YamlEntries(jobs),
    workflows: new YamlEntries(named.flatMap(({ pipeline, names }) => workflowsOf(pipeline, names))),
  };
  return [{ path: 'config.yml', lines: [...notes(services), ...yamlLines(config)] }];
}

function namesFor({ pipeline }: ServicePipeline, isOneOfSeveral: boolean): Names {
  const { name } = pipeline;
  if (!isOneOfSeveral) return { job: same, workflow: same, word: same };
  const prefixed = (id: Text) => text`${name}-${id}`;
  return { job: prefixed, workflow: prefixed, word: environment => text`${name}/${environment}` };
}

const same = (id: Text): Text => id;

function notes(services: readonly ServicePipeline[]): readonly string[] {
  const contexts = services.flatMap(({ pipeline }) =>
    secretLines(pipeline.jobs, job => shellSteps(job, circleShell), { holder: contextOf(pipeline) }),
  );
  return [
    'Contexts to make, each with these variables (Organization Settings, Contexts):',
    ...contexts,
    'Restrict the contexts: that says who may deploy.',
    'Images have the exact tags of a dated table; devops-flow pin adds their digests.',
    ...new Set(services.flatMap(({ pipeline }) => lossLines('circleci', pipeline))),
  ].map(line => `# ${line}`);
}
