import { combine } from '../../../../model/traced.ts';
import { isServing } from '../../../../model/views.ts';
import { hash } from '../../shared/hash.ts';
import { offeredPorts } from '../../shared/ports.ts';
import { Noted, Slot, type YamlNode, type YamlObject, yamlLines } from '../../shared/yaml.ts';
import { settingsDigest } from './configuration.ts';
import { container, some, toldSignal } from './container.ts';
import { labels } from './facts.ts';
import { fileContents } from './files.ts';
import { withOwnAnnotations, withOwnLabels } from './own-metadata.ts';
import type { PlacedService } from './placed.ts';
import { priorityClassName } from './priority.ts';
import { podSecurity } from './security.ts';
import { sidecars } from './sidecars.ts';
import { podVolumes } from './storage.ts';

/** What one kind of workload adds to the pods that all kinds have. */
interface Addition {
  readonly labels: YamlObject;
  readonly spec: YamlObject;
}

/** The pods of a workload of any kind. */
export function podTemplate(service: PlacedService, more: Addition): YamlObject {
  const { before, beside } = sidecars(service);
  const { hostname, init } = service.container;
  return {
    metadata: {
      labels: withOwnLabels(service, { ...labels(service), ...more.labels }),
      annotations: withOwnAnnotations(service, annotations(service)),
    },
    spec: {
      priorityClassName: priorityClassName(service),
      serviceAccountName: service.name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: gracePeriod(service),
      // The API server accepts a stop signal only where the system of the pod is said.
      os: toldSignal(service) && { name: 'linux' },
      hostname: hostname && isLabel(hostname.value) ? hostname : undefined,
      nodeSelector: new Slot(['nodeSelector'], nodeSelector(service), {}),
      tolerations: new Slot(['tolerations'], undefined, []),
      imagePullSecrets: new Slot(['imagePullSecrets'], undefined, []),
      // The pause container of Kubernetes reaps orphans once all containers share its processes.
      shareProcessNamespace: init,
      securityContext: podSecurity(service),
      ...more.spec,
      initContainers: some(before),
      containers: [container(service), ...beside],
      volumes: podVolumes(service),
    },
  };
}

/** The digests restart the pods when a setting or a file changes; a ConfigMap alone would not. */
function annotations(service: PlacedService): YamlObject {
  const { metricsPath } = service;
  const scraped = metricsPath && isServing(service) ? service.port.map(String) : undefined;
  return {
    'checksum/settings': settingsDigest(service),
    'checksum/files': digest(fileContents(service)),
    'prometheus.io/scrape': scraped && 'true',
    'prometheus.io/path': scraped && metricsPath,
    'prometheus.io/port': scraped,
  };
}

const digest = (node: YamlNode | undefined) => (node === undefined ? undefined : hash(yamlLines(node)));

function gracePeriod(service: PlacedService): YamlNode {
  const { drainSeconds, graceSeconds } = service.shutdown;
  const serves = offeredPorts(service).length > 0;
  const why = serves
    ? 'The drain of preStop and the time that the service then has for what is in hand.'
    : 'The time that it has for what is in hand, once it has been asked to stop.';
  const seconds = combine([drainSeconds, graceSeconds], () =>
    Math.ceil(drainSeconds.value + graceSeconds.value),
  );
  return new Noted(new Slot(['shutdown', 'gracePeriodSeconds'], seconds), { above: [why] });
}

const isLabel = (name: string) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name);

/** "linux/amd64" is a node of that system and processor. */
function nodeSelector({ container: { platform } }: PlacedService): YamlObject | undefined {
  const [system, processor] = platform?.value.split('/') ?? [];
  if (!platform || system !== 'linux' || !processor || !isLabel(processor)) return undefined;
  return { 'kubernetes.io/os': system, 'kubernetes.io/arch': platform.map(() => processor) };
}
