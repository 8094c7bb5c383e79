import { combine, type Scalar, type Text, type Traced } from '../../../../model/traced.ts';
import type { SidecarView } from '../../../../model/views.ts';
import { httpPortName } from '../../shared/ports.ts';
import { type ProbeName, type ProbeView, probeOf } from '../../shared/probe.ts';
import { filledByShell, refersToVariable } from '../../shared/references.ts';
import { wholeSeconds } from '../../shared/seconds.ts';
import type { YamlNode, YamlObject } from '../../shared/yaml.ts';
import type { PlacedService } from './placed.ts';

/** Startup is asked each second, so that its failures count the seconds that a new instance has. */
export function probes(service: PlacedService): YamlObject {
  const { health, rollout } = service;
  const { failureThreshold } = health;
  const timeoutSeconds = wholeSeconds(health.timeoutSeconds, 1);
  const rhythm = { periodSeconds: wholeSeconds(health.intervalSeconds, 1), timeoutSeconds, failureThreshold };
  const first = { periodSeconds: 1, timeoutSeconds, failureThreshold: wholeSeconds(rollout.readySeconds, 1) };
  const probe = (name: ProbeName, often: YamlObject) => {
    const question = questionOf(service, name);
    return question && { ...question, ...often };
  };
  return {
    startupProbe: probe('startup', first),
    readinessProbe: probe('ready', rhythm),
    livenessProbe: probe('live', rhythm),
  };
}

/** What a probe asks; undefined for a service that serves nobody and names no command or port for it. */
function questionOf(service: PlacedService, name: ProbeName): YamlObject | undefined {
  const { health } = service;
  const probe = probeOf(health, name);
  if (probe && probe.command.length > 0) {
    // The kubelet fills nothing in here, unlike in the command of a container.
    return { exec: { command: filledByShell(probe.command.map(askedBy(probe)), service) } };
  }
  const port = probe?.port ? askedBy(probe)(probe.port) : httpPortName(service);
  if (!port) return undefined;
  return health.over.value === 'tcp' ? { tcpSocket: { port } } : request(probe, health[name], port);
}

/** What a probe asks stands there because of the probe that it is given for. */
const askedBy =
  ({ name }: ProbeView) =>
  <T extends Scalar>(value: Traced<T>): Traced<T> =>
    combine([value, name], () => value.value);

function request(
  probe: ProbeView | undefined,
  path: Traced<string>,
  port: Text | Traced<number>,
): YamlObject {
  const headers = probe ? headersOf(probe) : [];
  return {
    httpGet: {
      path,
      port,
      scheme: probe?.scheme?.map(scheme => scheme.toUpperCase()),
      httpHeaders: headers.length > 0 ? headers : undefined,
    },
  };
}

/**
 * `host` of httpGet would be another machine to ask; the name that the service is asked under is a header. One that
 * refers to a secret is left out, as a warning says: the kubelet would send the name of it.
 */
function headersOf({ host, headers }: Pick<ProbeView, 'host' | 'headers'>): YamlNode[] {
  const named = headers
    .filter(({ name, value }) => /^[-A-Za-z0-9]+$/.test(name.value) && !refersToVariable(value))
    .map(({ name, value }) => ({ name, value }));
  return host ? [{ name: 'Host', value: host }, ...named] : named;
}

/** The probes of a sidecar, in the rhythm that Kubernetes has for them. One without a path asks for a connection. */
export function sidecarProbes(sidecar: SidecarView): YamlObject {
  const ask = (name: ProbeName) => {
    const probe = sidecar.probes.find(other => other.name.value === name);
    if (!probe) return undefined;
    const { command, path, port } = probe;
    if (command.length > 0) return { exec: { command: filledByShell(command, sidecar) } };
    if (!port) return undefined;
    return path ? request(probe, path, port) : { tcpSocket: { port } };
  };
  return { startupProbe: ask('startup'), readinessProbe: ask('ready'), livenessProbe: ask('live') };
}
