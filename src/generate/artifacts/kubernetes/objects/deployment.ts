import { wholeSeconds } from '../../shared/seconds.ts';
import { Noted, Slot, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { type Copy, exceptions } from './exceptions.ts';
import { labels, metadata, selector, slot } from './facts.ts';
import { withOwnAnnotations, withOwnLabels } from './own-metadata.ts';
import type { PlacedService } from './placed.ts';
import { podTemplate } from './pod.ts';
import { probes } from './probes.ts';
import { surge } from './surge.ts';

/** @param copy that this is not the workload of the service, but one more beside it */
export function deployment(service: PlacedService, isBesideService: boolean, copy?: Copy): YamlNode {
  return {
    apiVersion: 'apps/v1',
    kind: service.kind.map(() => 'Deployment'),
    metadata: {
      ...metadata(service, service.name),
      labels: withOwnLabels(service, labels(service)),
      annotations: withOwnAnnotations(service, exceptions(service, isBesideService, copy)),
    },
    spec: {
      replicas: replicas(service, copy),
      revisionHistoryLimit: 10,
      minReadySeconds: probes(service)['readinessProbe'] ? undefined : unasked,
      progressDeadlineSeconds: wholeSeconds(service.rollout.readySeconds).map(seconds => seconds + 120),
      selector: { matchLabels: { ...selector(service), ...slot } },
      strategy: { type: 'RollingUpdate', rollingUpdate: surge(service) },
      template: podTemplate(service, { labels: slot, spec: { ...restarts(service), ...spread(service) } }),
    },
  };
}

function replicas({ placement }: PlacedService, copy: Copy | undefined): YamlNode {
  const promised = placement.environment?.replicas ?? 1;
  if (copy) return copy.replicas ?? promised;
  return new Noted(new Slot(['replicas'], promised), {
    above: ['Where it starts; the HorizontalPodAutoscaler moves it.'],
  });
}

/** Without a readiness probe a pod is ready as soon as it runs, even one that falls over a second later. */
export const unasked = new Noted(10, {
  above: ['Nobody can ask a pod whether it is well: it counts once it has run for so long.'],
});

/** A Deployment knows no other policy: what shall not run on for ever is a job. */
export function restarts({ container: { restart } }: PlacedService): YamlObject {
  const always = restart && ['always', 'unless-stopped'].includes(restart.value);
  return { restartPolicy: always ? restart.map(() => 'Always') : undefined };
}

export function spread(service: PlacedService): YamlObject {
  return {
    topologySpreadConstraints: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map(topologyKey => ({
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: selector(service) },
    })),
    affinity: { podAntiAffinity: apart(service) },
  };
}

function apart(service: PlacedService): YamlNode {
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
