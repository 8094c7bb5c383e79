import { combine, type Text, type Traced } from '../../../../model/traced.ts';
import { quantityValue } from '../../../../model/values/quantities.ts';
import { hasDockerfile, imageReference, isBuilt } from '../../../../model/views.ts';
import { containerPorts, offeredPorts } from '../../shared/ports.ts';
import { wholeSeconds } from '../../shared/seconds.ts';
import { Noted, Slot, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { environment } from './environment.ts';
import { wordOf } from './literal.ts';
import type { PlacedService } from './placed.ts';
import { probes } from './probes.ts';
import { containerSecurity } from './security.ts';
import { ephemeralSizes, mountsOf } from './storage.ts';

/** The container of the service itself. */
export function container(service: PlacedService): YamlNode {
  const { image, container: settings } = service;
  const ports = containerPorts(service);
  return {
    name: service.name,
    image: new Slot(['image'], imageReference(image)),
    imagePullPolicy: new Slot(['image', 'pullPolicy'], 'Always'),
    ...start(service),
    workingDir: settings.workingFolder,
    stdin: settings.terminal,
    tty: settings.terminal,
    ports:
      ports.length > 0
        ? ports.map(({ name, target, protocol }) => ({ name, containerPort: target, protocol }))
        : undefined,
    env: some(environment(service, service)),
    ...probes(service),
    lifecycle: lifecycle(service),
    resources: new Slot(['resources'], resources(service)),
    securityContext: containerSecurity(service),
    volumeMounts: mountsOf(service, service),
  };
}

export const some = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined);

/** An image that is built here starts the service by itself; only what others build is told how. */
function start(service: PlacedService): YamlObject {
  return {
    command: isBuilt(service) ? undefined : some(service.command.map(wordOf(service))),
    args: some(service.arguments.map(wordOf(service))),
  };
}

/** While a pod of a Service leaves, requests still come for a moment; a worker is asked to stop at once. */
function lifecycle(service: PlacedService): YamlObject | undefined {
  const drain = wholeSeconds(service.shutdown.drainSeconds);
  const serves = offeredPorts(service).length > 0 && drain.value > 0;
  const signal = toldSignal(service);
  if (!serves && !signal) return undefined;
  const why = 'Clusters without the feature ContainerStopSignals send SIGTERM, or what the image names.';
  return {
    preStop: serves ? { sleep: { seconds: new Slot(['shutdown', 'drainSeconds'], drain) } } : undefined,
    stopSignal: signal && new Noted(signal, { above: [why] }),
  };
}

/** The signal that the pod has to name: where the Dockerfile is generated, the image does. */
export function toldSignal(service: PlacedService): Traced<string> | undefined {
  const { stopSignal } = service.container;
  const isKnown = stopSignal && /^SIG[A-Z0-9]{2,10}$/.test(stopSignal.value);
  return isKnown && !hasDockerfile(service) ? stopSignal : undefined;
}

function resources(service: PlacedService): YamlNode {
  const { requests, limits } = service.resources;
  return {
    requests: { cpu: requests.cpu, memory: requests.memory, 'ephemeral-storage': '64Mi' },
    limits: { cpu: limits.cpu, memory: limits.memory, 'ephemeral-storage': scratch(ephemeralSizes(service)) },
  };
}

/** What a container may write outside of lasting volumes: a little, and what its ephemeral volumes hold. */
export function scratch(sizes: readonly Traced<string>[]): Text {
  const usual = 256;
  const mebibytes = () => usual + sizes.reduce((sum, { value }) => sum + quantityValue(value), 0);
  return sizes.length === 0 ? `${usual}Mi` : combine(sizes, () => `${Math.ceil(mebibytes())}Mi`);
}
