import { combine, type Traced, text } from '../../../model/traced.ts';
import type { ServiceView } from '../../../model/views.ts';
import { hash } from '../shared/hash.ts';
import { Noted, type YamlNode, yamlLines } from '../shared/yaml.ts';
import { configMap, environment } from './configuration.ts';
import { label, labels, metadata, names, production, selector, slot, uid, variables } from './facts.ts';

export function deployment(service: ServiceView): YamlNode {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(service, service.name, { annotations: exceptions(service) }),
    spec: {
      replicas: new Noted(production(service)?.replicas ?? 1, {
        above: ['Where it starts; the HorizontalPodAutoscaler moves it.'],
      }),
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: service.rollout.readySeconds.map(seconds => seconds + 120),
      selector: { matchLabels: { ...(selector(service) as object), ...slot } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
      template: {
        metadata: {
          labels: { ...(labels(service) as object), ...slot },
          annotations: annotations(service),
        },
        spec: podSpec(service),
      },
    },
  };
}

/** Rules of scanners that the manifest cannot meet, each with its reason. */
function exceptions(service: ServiceView): YamlNode {
  const secrets = variables(service).sensitive.length > 0;
  return {
    'kube-score/ignore': new Noted('deployment-targeted-by-hpa-does-not-have-replicas-configured', {
      above: [
        'Applied by hand the count would reset the autoscaler; scripts/deploy.sh carries the live one over.',
      ],
    }),
    'checkov.io/skip1': 'CKV_K8S_43=the digest is known after the build; scripts/deploy.sh --image sets it',
    'checkov.io/skip2': secrets ? 'CKV_K8S_35=the service reads its secrets from variables' : undefined,
  };
}

/** The digest restarts the pods when a setting changes; a ConfigMap alone would not. */
function annotations(service: ServiceView): YamlNode {
  const settings = configMap(service);
  const scrape =
    service.metricsPath && service.port
      ? {
          'prometheus.io/scrape': 'true',
          'prometheus.io/path': service.metricsPath,
          'prometheus.io/port': service.port.map(String),
        }
      : {};
  return { ...(settings ? { 'checksum/settings': hash(yamlLines(settings)) } : {}), ...scrape };
}

function podSpec(service: ServiceView): YamlNode {
  const { drainSeconds, graceSeconds } = service.shutdown;
  return {
    serviceAccountName: service.name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: new Noted(
      combine([drainSeconds, graceSeconds], () => drainSeconds.value + graceSeconds.value),
      { above: ['The drain of preStop and the time that the service then has for what is in hand.'] },
    ),
    securityContext: {
      runAsNonRoot: true,
      runAsUser: uid,
      runAsGroup: uid,
      fsGroup: uid,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    topologySpreadConstraints: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map(topologyKey => ({
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: selector(service) },
    })),
    affinity: { podAntiAffinity: apart(service) },
    containers: [container(service)],
    volumes: [
      { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
      ...service.volumes.map(({ name }) => ({
        name: volumeName(name),
        persistentVolumeClaim: { claimName: names(service).claim(name) },
      })),
    ],
  };
}

/** A volume of the document may be called tmp too. */
const volumeName = (name: Traced<string>) => text`volume-${label(name)}`;

function apart(service: ServiceView): YamlNode {
  return {
    preferredDuringSchedulingIgnoredDuringExecution: [
      {
        weight: 100,
        podAffinityTerm: {
          topologyKey: 'kubernetes.io/hostname',
          labelSelector: { matchLabels: selector(service) },
        },
      },
    ],
  };
}

function container(service: ServiceView): YamlNode {
  const { image, resources, shutdown } = service;
  return {
    name: service.name,
    image: text`${image.repository}:${image.tag}`,
    imagePullPolicy: 'Always',
    ports: [{ name: 'http', containerPort: service.port, protocol: 'TCP' }],
    env: environment(service),
    ...(probes(service) as object),
    lifecycle: { preStop: { sleep: { seconds: shutdown.drainSeconds } } },
    resources: {
      requests: {
        cpu: resources.requests.cpu,
        memory: resources.requests.memory,
        'ephemeral-storage': '64Mi',
      },
      limits: { cpu: resources.limits.cpu, memory: resources.limits.memory, 'ephemeral-storage': '256Mi' },
    },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: uid,
      runAsGroup: uid,
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
    volumeMounts: [
      { name: 'tmp', mountPath: '/tmp' },
      ...service.volumes.map(({ name, path }) => ({ name: volumeName(name), mountPath: path })),
    ],
  };
}

const get = (path: Traced<string>) => ({ httpGet: { path, port: 'http' } });

/** Startup is asked each second, so that its failures count the seconds that a new instance has. */
function probes({ health, rollout }: ServiceView): YamlNode {
  const rhythm = {
    periodSeconds: health.intervalSeconds,
    timeoutSeconds: health.timeoutSeconds,
    failureThreshold: health.failureThreshold,
  };
  return {
    startupProbe: {
      ...get(health.startup),
      periodSeconds: 1,
      timeoutSeconds: health.timeoutSeconds,
      failureThreshold: rollout.readySeconds,
    },
    readinessProbe: { ...get(health.ready), ...rhythm },
    livenessProbe: { ...get(health.live), ...rhythm },
  };
}
