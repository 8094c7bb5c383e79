import type { Artifact, Cache, Job, Permission, Pipeline, When } from '../../../../model/pipeline.ts';
import { combineTexts, type Text, text } from '../../../../model/traced.ts';
import { literal } from '../../shared/expression.ts';
import { Noted, YamlEntries, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { gate } from './gate.ts';
import { githubSteps } from './steps.ts';
import { use } from './use.ts';
import { expressionString, stepOutput } from './value.ts';

/** The pipeline as a GitHub Actions workflow. */
export function githubWorkflow(pipeline: Pipeline): YamlNode {
  return {
    name: literal(text`${pipeline.name} delivery`),
    on: {
      push: { branches: [pipeline.branch] },
      pull_request: { branches: [pipeline.branch] },
      workflow_dispatch: pipeline.onDemand.length > 0 ? onDemand(pipeline.onDemand) : undefined,
    },
    permissions: {},
    // A run that waits for an approval must not hold up the next one; deploys have locks of their own.
    concurrency: {
      group:
        "${{ github.workflow }}-${{ github.event_name == 'pull_request' && github.ref || github.run_id }}",
      'cancel-in-progress': "${{ github.event_name == 'pull_request' }}",
    },
    jobs: new YamlEntries(pipeline.jobs.map(job => [job.id, githubJob(job)])),
  };
}

function onDemand(environments: readonly Text[]): YamlNode {
  return {
    inputs: {
      environment: {
        description: 'Where to deploy',
        type: 'choice',
        required: true,
        options: environments.map(literal),
      },
    },
  };
}

function githubJob(job: Job): YamlObject {
  return {
    name: literal(job.title),
    if: condition(job.when),
    needs: job.needs.length > 0 ? job.needs : undefined,
    'runs-on': 'ubuntu-24.04',
    'timeout-minutes': job.minutes,
    environment: job.environment && { name: literal(job.environment) },
    concurrency: job.exclusive && { group: literal(job.exclusive), 'cancel-in-progress': false },
    permissions: permissions(job.permissions),
    strategy: job.matrix && {
      'fail-fast': false,
      matrix: { [job.matrix.variable]: job.matrix.values },
    },
    outputs:
      job.outputs.length > 0
        ? Object.fromEntries(job.outputs.map(name => [name, stepOutput(name)]))
        : undefined,
    steps: steps(job),
  };
}

function steps(job: Job): YamlNode[] {
  const { approval, environment, cache, artifacts } = job;
  if (approval !== undefined && environment !== undefined) return gate(environment);
  const all = job.steps.flatMap(step => [
    ...githubSteps(step),
    ...(cache && step.kind === 'checkout' ? [restored(cache)] : []),
  ]);
  return [...all, ...artifacts.map(kept)];
}

const restored = ({ name, folder, key }: Cache): YamlNode =>
  use('actions/cache', {
    path: folder,
    key: combineTexts([key], () => `${name}-\${{ runner.os }}-\${{ hashFiles(${expressionString(key)}) }}`),
  });

const kept = ({ name, path }: Artifact): YamlNode =>
  use(
    'actions/upload-artifact',
    { name, path: literal(path), 'if-no-files-found': 'ignore' },
    { if: '${{ always() }}' },
  );

function condition(when: When): Text | undefined {
  switch (when.on) {
    case 'change':
      return undefined;
    case 'pull-request':
      return "${{ github.event_name == 'pull_request' }}";
    case 'release':
      return "${{ github.event_name != 'pull_request' }}";
    case 'pushed':
      return "${{ github.event_name == 'push' }}";
    case 'asked':
      return asked(when.environment);
  }
}

function asked(environment: Text): Text {
  return combineTexts(
    [environment],
    () =>
      `\${{ github.event_name == 'workflow_dispatch' && inputs.environment == ${expressionString(environment)} }}`,
  );
}

const scopes: Record<Permission, readonly [string, 'read' | 'write', string]> = {
  'read-contents': ['contents', 'read', 'the sources'],
  'write-packages': ['packages', 'write', 'the image'],
  sign: ['id-token', 'write', 'an identity for the signature'],
  attest: ['attestations', 'write', 'the provenance'],
  'read-environments': ['actions', 'read', 'the rules of the environment'],
};

function permissions(wanted: readonly Permission[]): YamlNode {
  return Object.fromEntries(
    wanted.map(permission => {
      const [scope, level, why] = scopes[permission];
      return [scope, new Noted(level, { beside: why })];
    }),
  );
}
