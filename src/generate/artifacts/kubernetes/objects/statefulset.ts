import { combine } from '../../../../model/traced.ts';
import { containersOf, isPerInstance } from '../../../../model/views.ts';
import { offeredPorts } from '../../shared/ports.ts';
import { Noted, Slot, type YamlNode } from '../../shared/yaml.ts';
import { restarts, spread, unasked } from './deployment.ts';
import { exceptions } from './exceptions.ts';
import { labels, metadata, names, selector, slot } from './facts.ts';
import { withOwnAnnotations, withOwnLabels } from './own-metadata.ts';
import type { PlacedService } from './placed.ts';
import { podTemplate } from './pod.ts';
import { probes } from './probes.ts';
import { claimTemplates } from './storage.ts';

/** A service whose instances each have a volume of their own: pods keep their names, and find their volumes by them. */
export function statefulSet(service: PlacedService, isBesideService: boolean): YamlNode {
  const owner = containersOf(service).flatMap(({ volumes }) => volumes.filter(isPerInstance))[0];
  return {
    apiVersion: 'apps/v1',
    kind: combine([service.kind, ...(owner?.perInstance ? [owner.perInstance] : [])], () => 'StatefulSet'),
    metadata: {
      ...metadata(service, service.name),
      labels: withOwnLabels(service, labels(service)),
      annotations: withOwnAnnotations(service, exceptions(service, isBesideService)),
    },
    spec: {
      replicas: new Noted(new Slot(['replicas'], service.placement.environment?.replicas ?? 1), {
        above: ['Where it starts; the HorizontalPodAutoscaler moves it.'],
      }),
      revisionHistoryLimit: 10,
      minReadySeconds: probes(service)['readinessProbe'] ? undefined : unasked,
      serviceName: names(service).pods,
      podManagementPolicy: new Noted('Parallel', {
        above: ['In order, a rollback would wait for ever for the pod that never got ready.'],
      }),
      updateStrategy: { type: 'RollingUpdate' },
      persistentVolumeClaimRetentionPolicy: new Noted(
        { whenDeleted: 'Retain', whenScaled: 'Retain' },
        { above: ['What an instance has stored is there when it comes back.'] },
      ),
      selector: { matchLabels: { ...selector(service), ...slot } },
      template: podTemplate(service, { labels: slot, spec: { ...restarts(service), ...spread(service) } }),
      volumeClaimTemplates: claimTemplates(service),
    },
  };
}

/** Gives each pod a name in DNS; clients that may ask any of them use the other Service. */
export function headlessService(service: PlacedService): YamlNode {
  const ports = offeredPorts(service).map(({ name, target, protocol }) => ({
    name,
    port: target,
    targetPort: target,
    protocol,
  }));
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(service, names(service).pods),
    spec: {
      type: 'ClusterIP',
      clusterIP: 'None',
      publishNotReadyAddresses: new Noted(true, {
        above: ['Instances may have to find each other before they are ready.'],
      }),
      selector: { ...selector(service), ...slot },
      ports: ports.length > 0 ? ports : undefined,
    },
  };
}
