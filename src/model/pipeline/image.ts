import type { Job, Permission, Step, Value } from '../pipeline.ts';
import { type Text, text } from '../traced.ts';
import { imageReference, type ServiceView } from '../views.ts';
import { job } from './job.ts';

/** The one registry that a GitHub workflow's own token opens. */
const githubRegistry = 'ghcr.io/';

/** An image that can be deployed, and the job that stands for it. */
export interface Candidate {
  readonly job: Job;
  readonly image: Value;
}

/** Builds the image once; what is deployed later is that very one, by its digest. `folder`: where our Dockerfile stands. */
export function builtImage(service: ServiceView, folder: Text, needs: readonly Text[]): Candidate {
  const { repository } = service.image;
  const permissions: Permission[] = ['read-contents', 'sign', 'attest'];
  if (repository.value.startsWith(githubRegistry)) permissions.push('write-packages');
  const build = job('build', title(service, 'Build, scan and sign the image'), {
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
      { kind: 'tools', tools: ['trivy', 'cosign'] },
      buildStep(service, folder),
      { kind: 'scan-image', image: { output: 'image' } },
      { kind: 'attest-image', repository, digest: { output: 'digest' } },
      { kind: 'sign-image', image: { output: 'image' } },
    ],
  });
  return { job: build, image: { job: 'build', output: 'image' } };
}

/** An image that others build is scanned as it is before it is deployed. */
export function givenImage(service: ServiceView): Candidate {
  const image = imageReference(service.image);
  const scan = job('scan', title(service, 'Scan the image'), {
    stage: 'build',
    needs: [],
    when: { on: 'change' },
    permissions: [],
    minutes: 15,
    steps: [
      { kind: 'tools', tools: ['trivy'] },
      { kind: 'scan-image', image },
    ],
  });
  return { job: scan, image };
}

/** Whether others build the image decides which of the two jobs there is. */
const title = ({ image }: ServiceView, words: string) => image.built.map(() => words);

/** Our Dockerfile is built from the project folder, one of the team from its sources unless it names another folder. */
function buildStep(service: ServiceView, folder: Text): Step {
  const { build, image, source, container } = service;
  const own = build?.dockerfile;
  return {
    kind: 'build-image',
    repository: image.repository,
    context: own ? (build.context ?? source) : '.',
    dockerfile: own ?? text`${folder}Dockerfile`,
    ...(own && build.target ? { target: build.target } : {}),
    arguments: own ? build.arguments : [],
    ...(container.platform ? { platform: container.platform } : {}),
  };
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
