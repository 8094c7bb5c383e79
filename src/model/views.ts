/** What an emitter may rely on once it knows what kind of service it has in hand. */
import type { Resource } from './resource.ts';
import type { Language, Service } from './service.ts';
import { combine, type Traced, type TracedView } from './traced.ts';

export type ServiceView = TracedView<Service>;
export type SidecarView = ServiceView['sidecars'][number];
export type ResourceView = TracedView<Resource>;

/** What a service and its sidecars have alike: each of them is one container of an instance. */
export type ContainerView = Pick<
  SidecarView,
  'name' | 'image' | 'command' | 'arguments' | 'variables' | 'files' | 'volumes'
>;

/** A service whose language is known: its sources can be built and checked by the language's own tools. */
export type LanguageView = ServiceView & {
  readonly language: Traced<Language>;
  readonly languageVersion: Traced<string>;
  readonly entryPoint: Traced<string>;
};

/** A service that answers HTTP on a port of its container. */
export type ServingView = ServiceView & { readonly port: Traced<number> };

export function hasLanguage(service: ServiceView): service is LanguageView {
  const { language, languageVersion, entryPoint } = service;
  return language !== undefined && languageVersion !== undefined && entryPoint !== undefined;
}

export function isServing(service: ServiceView): service is ServingView {
  return service.port !== undefined && (service.kind.value === 'http' || service.kind.value === 'model');
}

export function isJob(service: ServiceView): boolean {
  return service.kind.value === 'job';
}

/** A service whose instances each have a volume of their own. */
export function isStateful(service: ServiceView): boolean {
  return !isJob(service) && containersOf(service).some(({ volumes }) => volumes.some(isPerInstance));
}

export const isPerInstance = ({ kind, perInstance }: ServiceView['volumes'][number]): boolean =>
  kind.value === 'persistent' && perInstance?.value === true;

/** A service whose documents let it ask the Kubernetes API. */
export const isApiClient = ({ permissions }: ServiceView): boolean => permissions.length > 0;

/** Whether the image is built from the sources here, by whichever Dockerfile. */
export function isBuilt({ image }: ServiceView): boolean {
  return image.built.value;
}

/** A service whose Dockerfile is generated: its image is built here, and the team has no Dockerfile of its own for it. */
export function hasDockerfile(service: ServiceView): service is LanguageView {
  return isBuilt(service) && service.build?.dockerfile === undefined && hasLanguage(service);
}

/**
 * "repository:tag", with "@digest" where one is known. No tag stands before the digest where it would tell nothing
 * (`latest`), or another thing than the digest, as that of an image built here may.
 */
export function imageReference(image: ServiceView['image']): Traced<string> {
  const { repository, tag, digest } = image;
  if (!digest) return combine([repository, tag], () => `${repository.value}:${tag.value}`);
  if (!namesTag(image)) return combine([repository, digest], () => `${repository.value}@${digest.value}`);
  return combine([repository, tag, digest], () => `${repository.value}:${tag.value}@${digest.value}`);
}

/** Whether the tag stands beside the digest of an image. */
export const namesTag = ({ tag, digest, built }: ServiceView['image']): boolean =>
  digest !== undefined && !built.value && tag.value !== 'latest';

/** The service and its sidecars. */
export function containersOf(service: ServiceView): readonly ContainerView[] {
  return [service, ...service.sidecars];
}
