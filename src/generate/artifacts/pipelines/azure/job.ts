import { toolchainImage } from '../../../../model/pipeline/images.ts';
import type { Artifact, Cache, Job, When } from '../../../../model/pipeline.ts';
import { change, type Text, text } from '../../../../model/traced.ts';
import { shellWord } from '../../shared/shell.ts';
import { type YamlNode, type YamlObject, YamlText } from '../../shared/yaml.ts';
import { outputsRead } from '../shell/outputs.ts';
import type { ShellStep } from '../shell/shell.ts';
import { shellSteps } from '../shell/steps.ts';
import { azureShell, azureString, azureText } from './shell.ts';

/** Names of jobs have no hyphens. */
export const azureName = (id: Text): Text => change(id, name => name.replaceAll('-', '_'));

/** `group`: the variable group that holds the secrets of an environment. */
export function azureJob(job: Job, group: (environment: Text) => Text): YamlNode {
  const { environment, matrix, needs, approval } = job;
  const secrets = shellSteps(job, azureShell).some(step => step.secrets.length > 0);
  const isDeployment = job.stage === 'deliver' && approval === undefined;
  const steps = approval === undefined ? stepsOf(job) : wait(approval);
  return {
    [isDeployment ? 'deployment' : 'job']: azureName(job.id),
    displayName: azureText(job.title),
    dependsOn: needs.map(azureName),
    condition: conditionOf(job.when),
    timeoutInMinutes: approval === undefined ? String(job.minutes) : waiting,
    ...(approval === undefined ? machineOf(job) : { pool: 'server' }),
    variables: secrets && environment ? [{ group: azureText(group(environment)) }] : undefined,
    environment: isDeployment ? environment && azureText(environment) : undefined,
    strategy: isDeployment
      ? { runOnce: { deploy: { steps } } }
      : matrix && {
          matrix: Object.fromEntries(matrix.values.map(value => [value, { [matrix.variable]: value }])),
        },
    steps: isDeployment ? undefined : steps,
  };
}

/** Thirty days: a person may be on holiday. */
const waiting = '43200';

const wait = (environment: Text): YamlNode[] => [
  {
    task: 'ManualValidation@1',
    displayName: 'wait for a person',
    inputs: {
      notifyUsers: '',
      instructions: text`Approve the deployment to ${azureText(environment)}`,
      onTimeout: 'reject',
    },
  },
];

function machineOf({ steps }: Job): YamlObject {
  const toolchain = steps.find(step => step.kind === 'toolchain');
  const image = toolchain && azureText(toolchainImage(toolchain.language, toolchain.version));
  return { pool: { vmImage: 'ubuntu-24.04' }, container: image && { image } };
}

function conditionOf(when: When): Text {
  switch (when.on) {
    case 'change':
      return 'succeeded()';
    case 'pull-request':
      return "and(succeeded(), eq(variables['Build.Reason'], 'PullRequest'))";
    case 'release':
      return "and(succeeded(), ne(variables['Build.Reason'], 'PullRequest'))";
    case 'pushed':
      return "and(succeeded(), in(variables['Build.Reason'], 'IndividualCI', 'BatchedCI'))";
    case 'asked':
      return text`and(succeeded(), eq(variables['Build.Reason'], 'Manual'), eq(variables['deployTo'], ${azureString(when.environment)}))`;
  }
}

function stepsOf(job: Job): YamlNode[] {
  const { cache, outputs, artifacts } = job;
  return [
    // Texts, here and below: the schema of Azure Pipelines knows no other kind of value.
    { checkout: 'self', persistCredentials: 'false' },
    ...outputsRead(job).map(downloaded),
    ...(cache ? cached(cache) : []),
    ...shellSteps(job, azureShell).map(script),
    ...(outputs.length > 0 ? [published(text`outputs-${job.id}`, text`outputs/${job.id}`)] : []),
    ...artifacts.flatMap(kept),
  ];
}

const downloaded = (job: string): YamlNode => ({
  task: 'DownloadPipelineArtifact@2',
  displayName: `what ${job} has put out`,
  inputs: { buildType: 'current', artifactName: `outputs-${job}`, targetPath: `outputs/${job}` },
});

const published = (name: Text, path: Text): YamlNode => ({
  task: 'PublishPipelineArtifact@1',
  displayName: text`keep ${name}`,
  inputs: { targetPath: path, artifact: name },
});

/** Bash of this task does not stop at a command that fails unless it is told to. */
const script = ({ name, lines, always, secrets }: ShellStep): YamlNode => ({
  bash: new YamlText(['set -e', ...lines]),
  displayName: name,
  condition: always ? 'always()' : undefined,
  env: secrets.length > 0 ? Object.fromEntries(secrets.map(secret => [secret, `$(${secret})`])) : undefined,
});

/** A key file that is missing would fail the task. */
const cached = ({ name, folder, key }: Cache): YamlNode[] => [
  {
    bash: change(azureShell.guard(shellWord(key)), file => `cat -- ${file} > .cache-key || touch .cache-key`),
    displayName: 'what the cache depends on',
  },
  {
    task: 'Cache@2',
    displayName: 'cache',
    inputs: { key: `"${name}" | "$(Agent.OS)" | .cache-key`, path: folder },
  },
];

/** The task fails for a folder that is not there. */
function kept({ name, path }: Artifact): YamlNode[] {
  const folder = azureShell.guard(shellWord(path));
  return [
    {
      bash: change(folder, word => `mkdir -p -- ${word}`),
      displayName: `folder for ${name}`,
      condition: 'always()',
    },
    {
      task: 'PublishPipelineArtifact@1',
      displayName: `keep ${name}`,
      condition: 'always()',
      inputs: { targetPath: azureText(path), artifact: name },
    },
  ];
}
