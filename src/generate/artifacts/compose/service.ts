import { type Text, text } from '../../../model/traced.ts';
import { hasDockerfile, imageReference, isBuilt, isJob, type SidecarView } from '../../../model/views.ts';
import { wholeSeconds } from '../shared/seconds.ts';
import type { YamlObject } from '../shared/yaml.ts';
import { confined, confinedAs } from './confinement.ts';
import type { Context, Part } from './context.ts';
import { dependenciesOf } from './dependencies.ts';
import { healthcheckOf } from './health.ts';
import { limits, mebibytes, processors } from './limits.ts';
import { mountsOf } from './mounts.ts';
import { networkOf } from './network.ts';
import { originOf, startOf } from './origin.ts';
import { environmentOf } from './variables.ts';

/** One entry of `services`, for a service or a sidecar of one. */
export const entryOf = (part: Part, context: Context): YamlObject =>
  part.sidecar ? sidecarEntry(part, part.sidecar, context) : serviceEntry(part, context);

function serviceEntry(part: Part, context: Context): YamlObject {
  const { service, joins } = part;
  const { container: settings, resources, shutdown } = service;
  const isOurs = hasDockerfile(service);
  return {
    ...originOf(part, context),
    platform: settings.platform,
    ...common(part, context),
    hostname: joins ? undefined : settings.hostname,
    working_dir: isOurs ? undefined : settings.workingFolder,
    // Reaps what the service leaves behind, and hands on signals that a first process would not hear.
    init: settings.init ?? (isBuilt(service) ? true : undefined),
    tty: settings.terminal,
    stop_signal: isOurs ? undefined : settings.stopSignal,
    stop_grace_period: text`${wholeSeconds(shutdown.graceSeconds, 1)}s`,
    restart: restart(part),
    healthcheck: healthcheckOf(part),
    ...confinedAs(service),
    deploy: limits(processors(resources.limits.cpu), mebibytes(resources.limits.memory)),
  };
}

function sidecarEntry(part: Part, { image, limits: given }: SidecarView, context: Context): YamlObject {
  const { cpu, memory } = given;
  return {
    image: imageReference(image),
    ...startOf(part, context),
    ...common(part, context),
    restart: restart(part),
    healthcheck: healthcheckOf(part),
    ...confined(),
    deploy: limits(cpu ? processors(cpu) : '1', memory ? mebibytes(memory) : '256m'),
  };
}

function common(part: Part, context: Context): YamlObject {
  return {
    profiles: part.isAside ? ['jobs'] : undefined,
    depends_on: dependenciesOf(part, context),
    environment: environmentOf(part, context),
    ...networkOf(part, context),
    ...mountsOf(part, context),
  };
}

/** What Compose calls it otherwise. */
const policies = new Map([
  ['on-failure', 'on-failure:5'],
  ['never', 'no'],
]);

function restart({ service, sidecar, ends }: Part): Text {
  const given = sidecar ? undefined : service.container.restart;
  if (given) return given.map(word => policies.get(word) ?? word);
  return isJob(service) || ends ? 'no' : 'unless-stopped';
}
