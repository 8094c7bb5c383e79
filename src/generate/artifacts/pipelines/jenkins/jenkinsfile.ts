import { isSayable, lossLines } from '../../../../model/pipeline/losses.ts';
import type { Job } from '../../../../model/pipeline.ts';
import { plain, type Text, text } from '../../../../model/traced.ts';
import type { PipelineFile, ServicePipeline } from '../printer.ts';
import { secretLines } from '../secrets.ts';
import { block, groovyComment, groovyString } from './groovy.ts';
import { type Context, jenkinsSteps, stage } from './stage.ts';

/** A Jenkinsfile for each service: a multibranch project of its own names it as its script. */
export const jenkinsfiles = (services: readonly ServicePipeline[]): readonly PipelineFile[] =>
  services.map(service => ({
    path: `${service.folder}Jenkinsfile`,
    lines: [...notes(service), ...pipelineOf(service)],
  }));

function pipelineOf({ pipeline }: ServicePipeline): readonly Text[] {
  const context = { branch: pipeline.branch, credentials: credentialsOf(plain(pipeline.name)) };
  return block('pipeline', [
    'agent none',
    ...block('options', ['disableConcurrentBuilds()', "buildDiscarder(logRotator(numToKeepStr: '50'))"]),
    ...block('parameters', choice(pipeline.onDemand)),
    ...block('stages', stages(pipeline.jobs.filter(isSayable), context)),
  ]);
}

const isFirst = ({ stage: name, needs, matrix }: Job): boolean =>
  name === 'verify' && needs.length === 0 && !matrix;

/** Jobs that need nothing run side by side; a matrix may not stand among them. The others follow in their order. */
function stages(jobs: readonly Job[], context: Context): readonly Text[] {
  const first = jobs.filter(isFirst);
  const others = jobs.filter(job => !isFirst(job));
  const parallel = block(
    "stage('verify')",
    block(
      'parallel',
      first.flatMap(job => stage(job, context)),
    ),
  );
  return [...(first.length === 0 ? [] : parallel), ...others.flatMap(job => stage(job, context))];
}

function choice(environments: readonly Text[]): readonly Text[] {
  if (environments.length === 0) return [];
  const names = environments.map(environment => text`, ${groovyString(environment)}`);
  const all = names.reduce<Text>((before, name) => text`${before}${name}`, "''");
  return [
    text`choice(name: 'DEPLOY_TO', choices: [${all}], description: 'Where to deploy, when a person starts the pipeline')`,
  ];
}

const credentialsOf =
  (service: string) =>
  (environment: Text, secret: string): Text =>
    text`${service}-${environment}-${secret.toLowerCase().replaceAll('_', '-')}`;

function notes({ pipeline }: ServicePipeline): readonly string[] {
  return [
    'Agents with the label docker have Docker with buildx, Bash and curl. Plugins: Docker Pipeline, Credentials Binding.',
    'Credentials to make, each a secret text:',
    ...secretLines(pipeline.jobs, jenkinsSteps, { secret: credentialsOf(plain(pipeline.name)) }),
    'Images have the exact tags of a dated table; devops-flow pin adds their digests.',
    ...lossLines('jenkins', pipeline),
  ].map(groovyComment);
}
