import { isSayable, lossLines } from '../../../../model/pipeline/losses.ts';
import type { Job } from '../../../../model/pipeline.ts';
import { change, plain, type Text, text } from '../../../../model/traced.ts';
import { YamlEntries, type YamlNode, yamlLines } from '../../shared/yaml.ts';
import type { PipelineFile, ServicePipeline } from '../printer.ts';
import { secretLines } from '../secrets.ts';
import { shellSteps } from '../shell/steps.ts';
import { gitlabJob, type Names, titled } from './job.ts';
import { conditionOf, workflowRules } from './rules.ts';
import { gitlabShell } from './shell.ts';

/** GitLab reads one file for a repository: the jobs of all services stand in it, each by the name of its service. */
export function gitlabPipelines(services: readonly ServicePipeline[]): readonly PipelineFile[] {
  const [first] = services;
  if (!first) return [];
  const jobs = services.flatMap(service => {
    const names = namesFor(service, services.length > 1);
    const sayable = service.pipeline.jobs.filter(isSayable);
    return sayable.map(
      job => [names.job(job.id), titled(titleOf(job, service, services), gitlabJob(job, names))] as const,
    );
  });
  const asked = services.flatMap(service =>
    service.pipeline.onDemand.map(environment => wordOf(service, services.length > 1)(environment)),
  );
  const top: readonly (readonly [Text, YamlNode])[] = [
    ['stages', ['verify', 'build', 'deliver']],
    ['workflow', { rules: workflowRules(first.pipeline) }],
    ...(asked.length > 0 ? [['variables', { DEPLOY_TO: choice(asked) }] as const] : []),
    ['default', { interruptible: false }],
    ...jobs,
  ];
  return [{ path: '.gitlab-ci.yml', lines: [...notes(services), ...yamlLines(new YamlEntries(top))] }];
}

const choice = (environments: readonly Text[]): YamlNode => ({
  value: '',
  description: 'Where to deploy, when a person starts the pipeline',
  options: ['', ...environments],
});

const titleOf = ({ title }: Job, { pipeline }: ServicePipeline, all: readonly unknown[]): Text =>
  all.length > 1 ? text`${pipeline.name}: ${title}` : title;

const wordOf =
  ({ pipeline }: ServicePipeline, isOneOfSeveral: boolean) =>
  (environment: Text): Text =>
    isOneOfSeveral ? text`${pipeline.name}/${environment}` : environment;

/** `types` is a word of GitLab's own. */
const own = (id: Text): Text => change(id, name => (name === 'types' ? 'typecheck' : name));

function namesFor(service: ServicePipeline, isOneOfSeveral: boolean): Names {
  const { branch, name } = service.pipeline;
  const word = wordOf(service, isOneOfSeveral);
  return {
    job: id => (isOneOfSeveral ? text`${name}:${own(id)}` : own(id)),
    condition: ({ when }) => conditionOf(when, branch, word),
  };
}

function notes(services: readonly ServicePipeline[]): readonly string[] {
  const jobs = services.flatMap(({ pipeline }) => pipeline.jobs);
  const lost = new Set(services.flatMap(({ pipeline }) => lossLines('gitlab-ci', pipeline)));
  return [
    'CI/CD variables to set, masked and hidden, each for its environment (Settings, CI/CD):',
    ...secretLines(jobs, job => shellSteps(job, gitlabShell)),
    'Protect the environments: that says who may deploy to them and who may let an approval through.',
    ...lost,
  ].map(line => `# ${plain(line)}`);
}
