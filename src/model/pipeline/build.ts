import type { Job, Pipeline, When } from '../pipeline.ts';
import { type Text, text } from '../traced.ts';
import { isBuilt, type ServiceView } from '../views.ts';
import { approvalJob, type Delivery, deployJob, type EnvironmentView } from './deliver.ts';
import { builtImage, givenImage } from './image.ts';
import { verifyJobs } from './verify.ts';

const branch = 'main';

/** Where the files of a service stand in a project of several: below a folder of its name in each family. */
export type Placement = 'alone' | 'among-others';

export const placementIn = ({ services }: { readonly services: readonly unknown[] }): Placement =>
  services.length === 1 ? 'alone' : 'among-others';

/**
 * The pipeline of a service: verify every change, build one image with SBOM, provenance and signature, and bring that
 * very image from environment to environment in the order of promotion. `local` is no pipeline's matter.
 * An environment before the last that asks for approval is deployed to on demand; the last one waits for its reviewers.
 * An image that others build is scanned and deployed as it is.
 */
export function buildPipeline(service: ServiceView, placement: Placement): Pipeline {
  const remote = service.environments.filter(({ name }) => name.value !== 'local');
  const last = remote.at(-1);
  const onDemand = remote.filter(environment => environment !== last && environment.approval.value);
  const promoted = remote.filter(environment => !onDemand.includes(environment));
  const alone = placement === 'alone';
  const verify = verifyJobs(service);
  const needs = verify.filter(job => job.when.on === 'change').map(job => job.id);
  const candidate = isBuilt(service)
    ? builtImage(service, alone ? '' : text`${service.name}/`, needs)
    : givenImage(service);
  const delivery: Delivery = { service, image: candidate.image, folder: alone ? '' : service.name };
  return {
    name: service.name,
    branch,
    onDemand: onDemand.map(({ name }) => name),
    jobs: [
      ...verify,
      candidate.job,
      ...onDemand.map(environment => onDemandJob(delivery, environment, candidate.job.id)),
      ...promotion(delivery, promoted, candidate.job.id),
    ],
  };
}

function onDemandJob(delivery: Delivery, environment: EnvironmentView, image: Text): Job {
  const when: When = { on: 'asked', environment: environment.name };
  return deployJob(delivery, environment, [image], when);
}

/** From one environment to the next, through the gates that ask for an approval. */
function promotion(delivery: Delivery, environments: readonly EnvironmentView[], image: Text): Job[] {
  const jobs: Job[] = [];
  let before = image;
  for (const environment of environments) {
    const gate = environment.approval.value ? [approvalJob(environment, before)] : [];
    const needs = [...gate.map(job => job.id), before, image];
    const deploy = deployJob(delivery, environment, needs, { on: 'pushed' });
    jobs.push(...gate, deploy);
    before = deploy.id;
  }
  return jobs;
}
