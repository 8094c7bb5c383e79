import { isSayable, lossLines } from '../../../../model/pipeline/losses.ts';
import type { Pipeline } from '../../../../model/pipeline.ts';
import { type Text, text } from '../../../../model/traced.ts';
import { type YamlNode, yamlLines } from '../../shared/yaml.ts';
import type { PipelineFile, ServicePipeline } from '../printer.ts';
import { secretLines } from '../secrets.ts';
import { shellSteps } from '../shell/steps.ts';
import { azureJob } from './job.ts';
import { azureShell, azureText } from './shell.ts';

/** A file for each service: in Azure DevOps each is a pipeline of its own, made by naming the file. */
export const azurePipelines = (services: readonly ServicePipeline[]): readonly PipelineFile[] =>
  services.map(service => ({
    path: `${service.folder}azure-pipelines.yml`,
    lines: [...notes(service), ...yamlLines(pipelineOf(service))],
  }));

/** The variable group that holds the secrets of an environment. */
const groupOf =
  ({ name }: Pipeline) =>
  (environment: Text): Text =>
    text`${name}-${environment}`;

function pipelineOf({ pipeline }: ServicePipeline): YamlNode {
  const { branch, onDemand } = pipeline;
  const branches = { include: [branch] };
  return {
    name: '$(Date:yyyyMMdd)$(Rev:.r)',
    trigger: { branches },
    pr: { branches },
    lockBehavior: 'sequential',
    parameters: onDemand.length > 0 ? [choice(onDemand.map(azureText))] : undefined,
    variables: onDemand.length > 0 ? { deployTo: '${{ parameters.deployTo }}' } : undefined,
    jobs: pipeline.jobs.filter(isSayable).map(job => azureJob(job, groupOf(pipeline))),
  };
}

const choice = (environments: readonly Text[]): YamlNode => ({
  name: 'deployTo',
  displayName: 'Where to deploy, when a person starts the pipeline',
  type: 'string',
  default: 'nowhere',
  values: ['nowhere', ...environments],
});

function notes({ pipeline, folder }: ServicePipeline): readonly string[] {
  return [
    `Make a pipeline of this file${folder === '' ? '' : ` (${folder}azure-pipelines.yml)`}, and these variable groups with secret variables (Pipelines, Library):`,
    ...secretLines(pipeline.jobs, job => shellSteps(job, azureShell), { holder: groupOf(pipeline) }),
    'A pull request of a repository in Azure Repos is built by the policy of its branch: add it there.',
    ...lossLines('azure-pipelines', pipeline),
  ].map(line => `# ${line}`);
}
