import type { Job, Pipeline, Step } from '../pipeline.ts';
import { plain, type Text } from '../traced.ts';
import { isJob, type ServiceView } from '../views.ts';
import { buildPipeline, type Placement } from './build.ts';
import { smokeStep } from './deliver.ts';
import { imageBuild } from './image-build.ts';
import { job } from './job.ts';

/**
 * The pipeline as one machine can carry it out: what every change must pass, the image without a registry, and the
 * environment `local` in the place of those that are elsewhere.
 */
export function localPipeline(service: ServiceView, placement: Placement): Pipeline {
  const whole = buildPipeline(service, placement);
  const verify = whole.jobs.filter(({ stage, when }) => stage === 'verify' && when.on === 'change');
  const build = whole.jobs.filter(({ stage }) => stage === 'build').flatMap(buildHere);
  const before = [...verify, ...build].map(({ id }) => id);
  const folder = placement === 'alone' ? '' : service.name;
  return { ...whole, jobs: [...verify, ...build, ...deployHere(service, folder, before)] };
}

/** Pushing, attesting and signing need a registry: what can be known here is whether the image builds. */
function buildHere(found: Job): Job[] {
  const step = found.steps.find(({ kind }) => kind === 'build-image');
  if (step?.kind !== 'build-image') return [];
  const { options, variables } = imageBuild(step, 'local');
  const run: Step = {
    kind: 'run',
    name: 'build the image',
    commands: [`DOCKER_BUILDKIT=1 docker build ${options.join(' ')}`],
    variables,
  };
  const { environment: _, ...rest } = found;
  return [{ ...rest, title: 'Build the image', outputs: [], steps: [{ kind: 'checkout' }, run] }];
}

function deployHere(service: ServiceView, folder: Text, needs: readonly Text[]): Job[] {
  const local = service.environments.find(({ name }) => plain(name) === 'local');
  if (!local) return [];
  const deploy: Step = {
    kind: 'script',
    id: 'deploy',
    name: 'deploy',
    script: 'deploy',
    folder,
    options: { env: local.name },
  };
  return [
    job('deploy-local', 'Deploy to local', {
      stage: 'deliver',
      needs,
      when: { on: 'release' },
      environment: local.name,
      permissions: [],
      minutes: 30,
      steps: isJob(service) ? [deploy] : [deploy, smokeStep(service, folder, local.name)],
    }),
  ];
}
