/** What an emitter may rely on once it knows what kind of service it has in hand. */
import type { Language, Service } from './service.ts';
import type { Traced, TracedView } from './traced.ts';

export type ServiceView = TracedView<Service>;

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

/** A service whose image devops-flow writes the Dockerfile of: built here, and not from a Dockerfile of the team. */
export function hasDockerfile(service: ServiceView): service is LanguageView {
  return service.image.built.value && service.build?.dockerfile === undefined && hasLanguage(service);
}
