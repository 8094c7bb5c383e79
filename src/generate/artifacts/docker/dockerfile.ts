import { combine, plain, type Text, type Traced, text } from '../../../model/traced.ts';
import { isServing, type LanguageView, type ServingView } from '../../../model/views.ts';
import { argv, fitsOneLine, path, quoted } from '../shared/dockerfile.ts';
import { variableName } from '../shared/names.ts';
import { oneLine } from '../shared/text.ts';
import { imagesFor } from './images.ts';
import { recipes } from './languages/index.ts';
import { inSource, type Recipe } from './recipe.ts';

/** The user that runs the service; above 10000, so that it is nobody of the host. */
const uid = 10001;

/** A Dockerfile of two stages: build with the language's tools, run with its runtime, as nobody, with a health check. */
export function dockerfile(service: LanguageView): Text[] {
  const recipe = recipes[service.language.value];
  const images = imagesFor(service.language, service.languageVersion);
  return [
    '# Built from the folder above the sources, by devops-flow; edits are kept and reported.',
    text`FROM ${images.build} AS build`,
    'WORKDIR /src',
    text`COPY ${inSource(service, '')}${plain(service.source) === '.' ? '.' : ''} ./`,
    ...recipe.build(service),
    '',
    text`FROM ${images.run}`,
    ...labels(service),
    ...environment(service, recipe),
    'WORKDIR /app',
    ...recipe.install(service),
    ...service.volumes.map(
      volume => text`RUN ${argv(['install', '-d', '-o', String(uid), '-g', String(uid), path(volume.path)])}`,
    ),
    `USER ${uid}:${uid}`,
    ...(isServing(service) ? [text`EXPOSE ${service.port}`, ...healthCheck(service, recipe)] : []),
    text`CMD ${argv(recipe.command(service))}`,
  ];
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
  const own = new Set(['PORT', ...service.volumes.map(volume => volume.variable.value)]);
  const defaults = service.variables.flatMap(({ name, sensitive, default: value }) =>
    value && !sensitive.value && !own.has(name.value) && fitsOneLine(value.value)
      ? [[name, value] as const]
      : [],
  );
  const pairs: readonly (readonly [Text, Text])[] = [
    ...(recipe.environment?.(service) ?? []),
    ...(isServing(service) ? [['PORT', service.port.map(String)] as const] : []),
    ...service.volumes.map(volume => [volume.variable, volume.path] as const),
    ...defaults,
  ];
  return pairs.map(([name, value]) => text`ENV ${variableName(name)}=${quoted(value)}`);
}

const seconds = (name: string, value: Traced<number>) => text`--${name}=${value}s`;

function healthCheck({ health, rollout }: ServingView, recipe: Recipe): Text[] {
  const options = [
    seconds('interval', health.intervalSeconds),
    seconds('timeout', health.timeoutSeconds),
    seconds('start-period', rollout.readySeconds),
    text`--retries=${health.failureThreshold}`,
  ];
  return [
    combine(options, () => `HEALTHCHECK ${options.map(option => option.value).join(' ')} \\`),
    text`  CMD ${argv([...recipe.probe, health.live])}`,
  ];
}
