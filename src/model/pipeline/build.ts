import type { Job, Permission, Pipeline, Step, Value, When } from '../pipeline.ts';
import { type Text, text } from '../traced.ts';
import { hasLanguage, type ServiceView } from '../views.ts';
import { tools } from './tools.ts';

type EnvironmentView = ServiceView['environments'][number];

const branch = 'main';
/** The one registry that a GitHub workflow's own token opens. */
const githubRegistry = 'ghcr.io/';
const image: Value = { job: 'build', output: 'image' };

/**
 * The pipeline of a service: verify every change, build one image with SBOM, provenance and signature, and bring that
 * very image from environment to environment in the order of promotion. `local` is no pipeline's matter.
 * An environment before the last that asks for approval is deployed to on demand; the last one waits for its reviewers.
 */
export function buildPipeline(service: ServiceView): Pipeline {
  const remote = service.environments.filter(({ name }) => name.value !== 'local');
  const last = remote.at(-1);
  const onDemand = remote.filter(environment => environment !== last && environment.approval.value);
  const promoted = remote.filter(environment => !onDemand.includes(environment));
  const verify = verifyJobs(service);
  const jobs = [
    ...verify,
    buildJob(
      service,
      verify.filter(job => job.when.on === 'change').map(job => job.id),
    ),
  ];
  for (const environment of onDemand) {
    const when: When = { on: 'asked', environment: environment.name };
    jobs.push(deployJob(service, environment, ['build'], when));
  }
  let before: Text = 'build';
  for (const environment of promoted) {
    const gate = environment.approval.value ? [approvalJob(environment, before)] : [];
    const deploy = deployJob(service, environment, [...gate.map(job => job.id), before, 'build'], {
      on: 'pushed',
    });
    jobs.push(...gate, deploy);
    before = deploy.id;
  }
  return { name: service.name, branch, onDemand: onDemand.map(({ name }) => name), jobs };
}

function job(id: Text, title: Text, more: Omit<Job, 'id' | 'title' | 'outputs'> & Partial<Job>): Job {
  return { outputs: [], ...more, id, title };
}

function verifyJobs(service: ServiceView): Job[] {
  if (!hasLanguage(service)) return [];
  const known = tools[service.language.value];
  const folder = service.source;
  const variables = { VERSION: service.languageVersion };
  const run = (name: string, commands: readonly string[]): Step => ({
    kind: 'run',
    name,
    commands,
    folder,
    variables,
  });
  const prepare: Step[] = [
    { kind: 'checkout' },
    { kind: 'toolchain', language: service.language.value, version: service.languageVersion },
    ...(known.install.length > 0 ? [run('install', known.install)] : []),
  ];
  const common = {
    stage: 'verify',
    needs: [],
    when: { on: 'change' },
    permissions: ['read-contents'],
    minutes: 15,
  } as const;
  const own = (['lint', 'types', 'test'] as const).flatMap(name => {
    const commands = known[name];
    return commands ? [job(name, titles[name], { ...common, steps: [...prepare, run(name, commands)] })] : [];
  });
  const audit = known.audit ? [...prepare.slice(1), run('audit', known.audit)] : [];
  return [
    ...own,
    job('security', 'Security scan', {
      ...common,
      steps: [{ kind: 'checkout' }, { kind: 'scan-sources' }, ...audit],
    }),
    job('dependencies', 'Review of new dependencies', {
      ...common,
      when: { on: 'pull-request' },
      steps: [{ kind: 'checkout' }, { kind: 'review-dependencies' }],
    }),
  ];
}

const titles = { lint: 'Lint', types: 'Types', test: 'Tests with coverage' } as const;

function buildJob(service: ServiceView, needs: readonly Text[]): Job {
  const { repository } = service.image;
  const permissions: Permission[] = ['read-contents', 'sign', 'attest'];
  if (repository.value.startsWith(githubRegistry)) permissions.push('write-packages');
  return job('build', 'Build, scan and sign the image', {
    stage: 'build',
    needs,
    when: { on: 'release' },
    permissions,
    environment: 'build',
    minutes: 30,
    outputs: ['image'],
    steps: [
      { kind: 'checkout' },
      login(repository),
      { kind: 'build-image', repository, dockerfile: 'Dockerfile' },
      { kind: 'scan-image', image: { output: 'image' } },
      { kind: 'attest-image', repository, digest: { output: 'digest' } },
      { kind: 'sign-image', image: { output: 'image' } },
    ],
  });
}

/**
 * A first part with a dot or a port is a registry; anything else is Docker Hub's, which needs no name. It carries no
 * field: most changes of the repository leave the registry as it is.
 */
function login(repository: ServiceView['image']['repository']): Step {
  const [host = '', ...rest] = repository.value.split('/');
  const named = rest.length > 0 && /[.:]/.test(host);
  const own = repository.value.startsWith(githubRegistry);
  return {
    kind: 'registry-login',
    registry: named ? host : undefined,
    user: own ? { fact: 'actor' } : { secret: 'REGISTRY_USERNAME' },
    password: own ? { fact: 'token' } : { secret: 'REGISTRY_PASSWORD' },
  };
}

/** Environment names as parts of job ids. */
const part = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** Reviewers are a setting of the product: a gate that nobody has set up lets nothing through. */
function approvalJob({ name }: EnvironmentView, before: Text): Job {
  const gate = text`${name}-approval`;
  return job(text`approve-${name.map(part)}`, text`Approval for ${name}`, {
    stage: 'deliver',
    needs: [before],
    when: { on: 'pushed' },
    environment: gate,
    permissions: ['read-environments'],
    minutes: 5,
    steps: [{ kind: 'require-reviewers', environment: gate }],
  });
}

function deployJob(
  service: ServiceView,
  environment: EnvironmentView,
  needs: readonly Text[],
  when: When,
): Job {
  const { name, strategy } = environment;
  return job(text`deploy-${name.map(part)}`, text`Deploy to ${name}`, {
    stage: 'deliver',
    needs: [...new Set(needs)],
    when,
    environment: name,
    permissions: ['read-contents'],
    minutes: 30,
    exclusive: text`deploy-${service.name}-${name}`,
    steps: [
      { kind: 'checkout' },
      { kind: 'cluster-access', configuration: { secret: 'KUBE_CONFIG' } },
      {
        kind: 'script',
        id: 'deploy',
        name: 'deploy, and go back when it is not healthy',
        script: 'deploy',
        options: { env: name, strategy, image },
      },
      { kind: 'script', id: 'smoke', name: 'smoke test', script: 'health-check', options: { env: name } },
      {
        kind: 'script',
        id: 'rollback',
        name: 'roll back',
        script: 'rollback',
        options: { env: name },
        afterFailureOf: 'smoke',
      },
    ],
  });
}
