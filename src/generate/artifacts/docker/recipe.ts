import { plain, type Text, type Traced, text } from '../../../model/traced.ts';
import type { LanguageView } from '../../../model/views.ts';
import { argv, path } from '../shared/dockerfile.ts';

/**
 * How a language is built into an image. The build starts in /src, the image runs in `appFolder`. What the developers
 * type themselves (`commands`) takes the place of `packages` and of `compile`.
 */
export interface Recipe {
  /** Folders in which the language's tools keep what they have fetched: builds share them, and no image has them. */
  readonly caches: (service: LanguageView) => readonly string[];
  /** Instructions of the build stage, after the sources were copied. */
  readonly before?: (service: LanguageView) => readonly Text[];
  /** Brings in what the lock file names. */
  readonly packages: (service: LanguageView) => readonly Text[];
  /** Makes what runs. */
  readonly compile: (service: LanguageView) => readonly Text[];
  /** What is left to do once everything is made, by whichever command. */
  readonly after?: (service: LanguageView) => readonly Text[];
  /** Instructions of the last stage that bring in what was built. `files` is the folder of what is generated beside it. */
  readonly install: (service: LanguageView, files: string) => readonly Text[];
  /** Variables that the runtime wants beside those of the service. */
  readonly environment?: (service: LanguageView) => readonly (readonly [string, Text])[];
  readonly command: (service: LanguageView) => readonly Text[];
  /** The signal that its programs stop at, where that is not SIGTERM. */
  readonly stopSignal?: (service: LanguageView) => string | undefined;
  /** Lines of .dockerignore that the language adds. */
  readonly ignore: readonly string[];
}

/** The instructions that build a service out of its sources. */
export function buildSteps(service: LanguageView, recipe: Recipe): readonly Text[] {
  const { install, build } = service.commands;
  const caches = recipe.caches(service);
  return [
    ...(recipe.before?.(service) ?? []),
    ...(install ? [typed(install, caches)] : recipe.packages(service)),
    ...(build ? [typed(build, caches)] : recipe.compile(service)),
    ...(recipe.after?.(service) ?? []),
  ];
}

/** All that the developers type to build a service, to see which programs it calls; "" where they type nothing. */
export const typedBy = ({ commands: { install, build } }: LanguageView): string =>
  [install, build].map(command => command?.value ?? '').join('\n');

/** What a developer types is read by a shell in the image, as it is by theirs. */
const typed = (command: Text, caches: readonly string[]) =>
  text`${run(caches)} ${argv(['sh', '-c', command])}`;

/** RUN with folders that are kept between builds (BuildKit, which is Docker's own builder since version 23). */
export const run = (caches: readonly string[]): string =>
  ['RUN', ...caches.map(target => `--mount=type=cache,target=${target}`)].join(' ');

/** Instructions of the last stage for a program that brings nothing but itself. */
export const installAuthorities = [
  '# For calls over TLS: the small image has no authorities of its own.',
  'COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/',
];

/** The folder that the service runs in. */
export function appFolder({ container: { workingFolder } }: LanguageView): Text {
  return workingFolder?.value.startsWith('/') ? path(workingFolder) : '/app';
}

/** A file of the service, relative to the build context. */
export function inSource(service: LanguageView, file: string): Text {
  const source = path(service.source);
  return plain(source) === '.' ? file : text`${source.map(folder => folder.replace(/\/+$/, ''))}/${file}`;
}

/**
 * The program that a compiled language builds: the file that the command names, or the service's name where the
 * command is a tool that compiles and runs at once.
 */
export function program(
  service: LanguageView,
  tool: string,
): { name: Traced<string>; args: readonly Text[] } {
  const [first, ...args] = service.command;
  if (!first || first.value === tool) return { name: service.name, args: [] };
  return { name: path(first.map(word => word.slice(word.lastIndexOf('/') + 1))), args };
}

/** Where the developers' own build leaves the program: the path that the command names, else the given folder. */
export function builtProgram(service: LanguageView, tool: string, folder: string): Text {
  const [first] = service.command;
  const { name } = program(service, tool);
  const named = first && first.value !== tool && first.value.includes('/') && !first.value.startsWith('/');
  return named ? text`/src/${path(first.map(word => word.replace(/^\.\//, '')))}` : text`${folder}/${name}`;
}
