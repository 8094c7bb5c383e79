import { change, plain, type Text, text } from '../../../model/traced.ts';
import { isServing, type LanguageView } from '../../../model/views.ts';
import { argv, fitsOneLine, quoted } from '../shared/dockerfile.ts';
import { variableName } from '../shared/names.ts';
import { filledByShell } from '../shared/references.ts';
import { oneLine } from '../shared/text.ts';
import { uniqueBy } from '../shared/unique.ts';
import { usualUser } from '../shared/user.ts';
import { healthCheck } from './health-check.ts';
import { imagesFor } from './images.ts';
import { recipes } from './languages/index.ts';
import { appFolder, buildSteps, inSource, type Recipe } from './recipe.ts';
import { isDockerSignal, isDockerUser } from './unsaid.ts';

/**
 * A Dockerfile of two stages: build with the language's tools, run with its runtime, as nobody, with a health check.
 * `files` is where it stands itself, relative to the build context: "" or a folder with its slash.
 */
export function dockerfile(service: LanguageView, files: string): Text[] {
  const recipe = recipes[service.language.value];
  const images = imagesFor(service);
  return [
    '# Built from the folder above the sources, by devops-flow; edits are kept and reported.',
    text`FROM ${images.build} AS build`,
    'WORKDIR /src',
    text`COPY ${inSource(service, '')}${plain(service.source) === '.' ? '.' : ''} ./`,
    ...buildSteps(service, recipe),
    '',
    text`FROM ${images.run}`,
    ...labels(service),
    ...environment(service, recipe),
    text`WORKDIR ${appFolder(service)}`,
    ...recipe.install(service, files),
    ...folders(service),
    text`USER ${userOf(service)}`,
    ...exposed(service),
    ...stopSignal(service, recipe),
    ...healthCheck(service),
    ...start(service, recipe),
  ];
}

/** The user that the document names; a text that USER would read as something else is left to the platform. */
function userOf({ container: { user } }: LanguageView): Text {
  return user && isDockerUser(user.value) ? user : `${usualUser}:${usualUser}`;
}

/** Folders that the service writes to, where nothing is mounted over them. */
function folders(service: LanguageView): Text[] {
  const owner = userOf(service);
  const part = (at: 0 | 1) => change(owner, text => text.split(':')[at] ?? '');
  const rights = ['-o', part(0), ...(plain(part(1)) === '' ? [] : ['-g', part(1)])];
  const written = writtenFolders(service);
  return written.length > 0 ? [text`RUN ${argv(['install', '-d', ...rights, ...written])}`] : [];
}

/** Folders below these exist, and belong to the system. */
const systemFolders = ['/tmp', '/var/tmp', '/run', '/var/run', '/dev'];

const isSystem = (path: string) =>
  systemFolders.some(folder => path === folder || path.startsWith(`${folder}/`));

function writtenFolders({ volumes }: LanguageView): readonly Text[] {
  return volumes
    .filter(({ kind, path, readOnly }) => kind.value !== 'bind' && !readOnly.value && !isSystem(path.value))
    .map(({ path }) => path);
}

/** The ports of the container; a job has none that anybody asks. */
function exposed(service: LanguageView): Text[] {
  if (service.kind.value === 'job') return [];
  const own = isServing(service) ? [text`${service.port}`] : [];
  const listed = service.ports.map(({ target, protocol }) =>
    protocol.value === 'udp' ? text`${target}/${protocol}` : text`${target}`,
  );
  return uniqueBy([...own, ...listed], port => port.value).map(port => text`EXPOSE ${port}`);
}

function stopSignal(service: LanguageView, recipe: Recipe): Text[] {
  const { stopSignal: signal } = service.container;
  if (signal && isDockerSignal(signal.value)) return [text`STOPSIGNAL ${signal}`];
  const usual = recipe.stopSignal?.(service);
  return usual === undefined ? [] : [`STOPSIGNAL ${usual}`];
}

/** Arguments of the document take the place of CMD wherever the image runs, so they stand apart from the program. */
function start(service: LanguageView, recipe: Recipe): Text[] {
  const command = recipe.command(service);
  if (service.arguments.length === 0) return [text`CMD ${argv(filledByShell(command, service))}`];
  const program = filledByShell(command, service, ' "$@"');
  return [text`ENTRYPOINT ${argv(program)}`, text`CMD ${argv(service.arguments)}`];
}

function labels({ name, summary, version }: LanguageView): Text[] {
  return [
    text`LABEL org.opencontainers.image.title=${quoted(name)}`,
    text`LABEL org.opencontainers.image.description=${quoted(summary.map(oneLine))}`,
    text`LABEL org.opencontainers.image.version=${quoted(version.map(oneLine))}`,
  ];
}

/** The defaults of what is not secret; Dockerfiles cannot carry a line break, so such a value stays a run-time matter. */
function environment(service: LanguageView, recipe: Recipe): Text[] {
  const port = isServing(service) ? service.port : undefined;
  const volumes = service.volumes.filter(({ kind }) => kind.value !== 'bind');
  const own = new Set([...(port ? ['PORT'] : []), ...volumes.map(volume => volume.variable.value)]);
  const defaults = service.variables.flatMap(({ name, sensitive, default: value }) =>
    value && !sensitive.value && !own.has(name.value) && fitsOneLine(value.value)
      ? [[name, value] as const]
      : [],
  );
  const pairs: readonly (readonly [Text, Text])[] = [
    ...(recipe.environment?.(service) ?? []),
    ...(port ? [['PORT', port.map(String)] as const] : []),
    ...volumes.map(volume => [volume.variable, volume.path] as const),
    ...defaults,
  ];
  return pairs.map(([name, value]) => text`ENV ${variableName(name)}=${quoted(value)}`);
}
