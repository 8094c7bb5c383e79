import { toolchainImage } from '../../../../model/pipeline/images.ts';
import type { Artifact, Job, When } from '../../../../model/pipeline.ts';
import { type Text, text } from '../../../../model/traced.ts';
import { outputsRead } from '../shell/outputs.ts';
import type { ShellStep } from '../shell/shell.ts';
import { shellSteps } from '../shell/steps.ts';
import { block, groovyLines, groovyString } from './groovy.ts';
import { containerShell, jenkinsShell } from './shell.ts';

/** What the stages of one pipeline need to know of it. */
export interface Context {
  readonly branch: string;
  /** The id of the credentials that hold a secret of an environment. */
  readonly credentials: (environment: Text, secret: string) => Text;
}

export const jenkinsSteps = (job: Job): readonly ShellStep[] =>
  shellSteps(job, job.steps.some(({ kind }) => kind === 'toolchain') ? containerShell : jenkinsShell);

/** A stage of the job's name; one with a matrix is a stage for each of its values. */
export function stage(job: Job, context: Context): readonly Text[] {
  const { matrix } = job;
  const head = stageHead(job.id);
  if (job.approval !== undefined) return block(head, gate(job, job.approval, context));
  if (!matrix) return block(head, work(job, context));
  const axis = [`name '${matrix.variable}'`, `values ${matrix.values.map(value => `'${value}'`).join(', ')}`];
  const matrixBody = [
    ...block('axes', block('axis', axis)),
    ...block('stages', block(stageHead('run'), work(job, context))),
  ];
  return block(head, block('matrix', matrixBody));
}

const stageHead = (name: Text): Text => text`stage(${groovyString(name)})`;

/** Nothing runs while a person is waited for; after thirty days nobody is. */
function gate(job: Job, environment: Text, { branch }: Context): readonly Text[] {
  return [
    ...condition(job.when, branch, 'beforeInput true'),
    ...block('options', ["timeout(time: 30, unit: 'DAYS')"]),
    ...block('input', [
      text`message ${groovyString(text`${job.title}?`)}`,
      text`ok ${groovyString(text`Deploy to ${environment}`)}`,
    ]),
    ...block('steps', ["echo 'approved'"]),
  ];
}

function work(job: Job, context: Context): readonly Text[] {
  const steps = jenkinsSteps(job);
  return [
    ...condition(job.when, context.branch, 'beforeAgent true'),
    ...agent(job),
    ...block('options', [`timeout(time: ${job.minutes}, unit: 'MINUTES')`]),
    ...block('environment', secrets(job, steps, context)),
    ...block('steps', [
      ...outputsRead(job).map(name => text`unstash ${groovyString(text`outputs-${name}`)}`),
      ...steps.filter(({ always }) => !always).flatMap(shell),
      ...outputsKept(job),
    ]),
    ...block('post', [
      ...block('always', [...steps.filter(({ always }) => always).flatMap(told), ...job.artifacts.map(kept)]),
      ...block('cleanup', cleanup(job)),
    ]),
  ];
}

/** Jobs with a language run in its image, the others on the agent itself. */
function agent({ steps }: Job): readonly Text[] {
  const toolchain = steps.find(step => step.kind === 'toolchain');
  if (!toolchain) return block('agent', ["label 'docker'"]);
  const image = groovyString(toolchainImage(toolchain.language, toolchain.version));
  return block('agent', block('docker', [text`image ${image}`, "label 'docker'"]));
}

function condition(when: When, branch: string, first: string): readonly Text[] {
  const rule = ruleOf(when, branch);
  return rule.length === 0 ? [] : block('when', [first, ...rule]);
}

/** A push is what nobody has started by hand. */
function ruleOf(when: When, branch: string): readonly Text[] {
  switch (when.on) {
    case 'change':
      return [];
    case 'pull-request':
      return ['changeRequest()'];
    case 'release':
      return block('not', ['changeRequest()']);
    case 'pushed':
      return block('allOf', [
        text`branch ${groovyString(branch)}`,
        ...block('not', ["triggeredBy 'UserIdCause'"]),
      ]);
    case 'asked':
      return block('allOf', [
        "triggeredBy 'UserIdCause'",
        text`environment name: 'DEPLOY_TO', value: ${groovyString(when.environment)}`,
      ]);
  }
}

function secrets(
  { environment }: Job,
  steps: readonly ShellStep[],
  { credentials }: Context,
): readonly Text[] {
  const names = [...new Set(steps.flatMap(step => step.secrets))];
  return environment === undefined
    ? []
    : names.map(name => text`${name} = credentials(${groovyString(credentials(environment, name))})`);
}

const shell = ({ name, lines }: ShellStep): readonly Text[] => [
  text`sh label: ${groovyString(name)}, script: '''`,
  ...groovyLines(lines).map(line => text`  ${line}`),
  "'''",
];

const told = (step: ShellStep): readonly Text[] =>
  // The one text that Groovy fills in; it is Jenkins' own word.
  block('withEnv(["STATUS=${currentBuild.currentResult}"])', shell(step));

const kept = ({ path }: Artifact): Text =>
  text`archiveArtifacts artifacts: ${groovyString(text`${path}/**`)}, allowEmptyArchive: true`;

const outputsKept = ({ id, outputs }: Job): readonly Text[] =>
  outputs.length === 0
    ? []
    : [
        text`stash name: ${groovyString(text`outputs-${id}`)}, includes: ${groovyString(text`outputs/${id}/**`)}`,
      ];

/** Machines of Jenkins live on: what opens a cluster does not stay there. */
const cleanup = ({ steps }: Job): readonly Text[] =>
  steps.some(({ kind }) => kind === 'cluster-access')
    ? ["sh label: 'forget the cluster', script: 'rm -f -- \"$WORKSPACE_TMP/kubeconfig\"'"]
    : [];
