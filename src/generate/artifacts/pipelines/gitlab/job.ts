import { toolImages } from '../../../../model/pipeline/fetch-tools.ts';
import { dockerImages, plainImage, toolchainImage } from '../../../../model/pipeline/images.ts';
import type { Cache, Job } from '../../../../model/pipeline.ts';
import type { Text } from '../../../../model/traced.ts';
import { text } from '../../../../model/traced.ts';
import { oneLine } from '../../shared/text.ts';
import { Noted, type YamlNode, type YamlObject, YamlText } from '../../shared/yaml.ts';
import type { Shell, ShellStep } from '../shell/shell.ts';
import { inSubshell, shellSteps } from '../shell/steps.ts';
import { gitlabShell, trivyShell } from './shell.ts';

/** What GitLab calls a job, and an environment where a person names it. */
export interface Names {
  readonly job: (id: Text) => Text;
  readonly condition: (job: Job) => Text | undefined;
}

export function gitlabJob(job: Job, names: Names): YamlNode {
  const { matrix, exclusive } = job;
  return {
    stage: job.stage,
    needs: job.needs.map(names.job),
    ...(job.approval === undefined ? work(job, names) : gate(job.approval, names.condition(job))),
    timeout: `${job.minutes} minutes`,
    resource_group: exclusive,
    parallel: matrix && { matrix: [{ [matrix.variable]: matrix.values }] },
  };
}

/** Who may let it through is said by the protection of the environment. */
const gate = (environment: Text, condition: Text | undefined): YamlObject => ({
  rules: [condition === undefined ? { when: 'manual' } : { if: condition, when: 'manual' }],
  allow_failure: false,
  environment: { name: environment, action: 'prepare' },
  variables: { GIT_STRATEGY: 'none' },
  image: plainImage,
  script: ['echo "approved by $GITLAB_USER_LOGIN"'],
});

function work(job: Job, names: Names): YamlObject {
  const { image, shell, more } = machineOf(job);
  const steps = shellSteps(job, shell);
  const condition = names.condition(job);
  const after = steps.filter(({ always }) => always);
  return {
    rules: condition === undefined ? undefined : [{ if: condition }],
    image,
    ...more,
    environment: environmentOf(job),
    id_tokens: job.permissions.includes('sign') ? { SIGSTORE_ID_TOKEN: { aud: 'sigstore' } } : undefined,
    cache: job.cache && cacheOf(job.cache),
    script: steps.filter(({ always }) => !always).map(script),
    after_script: after.length > 0 ? after.map(script) : undefined,
    artifacts: artifactsOf(job),
  };
}

interface Machine {
  readonly image: YamlNode;
  readonly shell: Shell;
  readonly more?: YamlObject;
}

/** The image of the language, that of Trivy where nothing else is needed, a client of Docker, or a plain one. */
function machineOf({ steps, stage }: Job): Machine {
  const toolchain = steps.find(step => step.kind === 'toolchain');
  if (toolchain) return { image: toolchainImage(toolchain.language, toolchain.version), shell: gitlabShell };
  if (steps.some(({ kind }) => kind === 'build-image'))
    return { image: dockerImages.client, shell: gitlabShell, more: engine };
  if (stage !== 'deliver' && steps.some(({ kind }) => kind === 'tools'))
    return { image: { name: toolImages.trivy.image, entrypoint: [''] }, shell: trivyShell };
  return { image: plainImage, shell: gitlabShell };
}

/** The engine runs beside the job, and only the job has the certificate for it. */
const engine: YamlObject = {
  services: [{ name: dockerImages.engine, alias: 'docker' }],
  variables: {
    DOCKER_HOST: 'tcp://docker:2376',
    DOCKER_TLS_CERTDIR: '/certs',
    DOCKER_TLS_VERIFY: '1',
    DOCKER_CERT_PATH: '/certs/client',
  },
};

/** A subshell for each: they share one shell, and what one exports or ends is its own. */
const script = ({ name, lines }: ShellStep): YamlNode =>
  new YamlText([`# ${oneLine(name)}`, ...inSubshell(lines)]);

const environmentOf = ({ environment, stage }: Job): YamlNode | undefined =>
  environment && (stage === 'deliver' ? { name: environment } : { name: environment, action: 'access' });

const cacheOf = ({ name, folder, key }: Cache): YamlNode => ({
  key: { files: [key], prefix: name },
  paths: [folder],
});

/** Reports are kept however the job ended; what later jobs need is there only when it ended well. */
function artifactsOf({ artifacts, outputs, id }: Job): YamlNode | undefined {
  if (outputs.length > 0) return { paths: [text`outputs/${id}/`], expire_in: '1 day' };
  if (artifacts.length === 0) return undefined;
  return { when: 'always', paths: artifacts.map(({ path }) => path), expire_in: '30 days' };
}

/** The job with its title above it. */
export const titled = (title: Text, node: YamlNode): YamlNode => new Noted(node, { above: [title] });
