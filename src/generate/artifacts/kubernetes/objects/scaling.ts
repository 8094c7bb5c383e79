import { isStateful } from '../../../../model/views.ts';
import { Slot, type YamlNode } from '../../shared/yaml.ts';
import { metadata, selector } from './facts.ts';
import { metrics } from './metrics.ts';
import type { PlacedService } from './placed.ts';

export function autoscaler(service: PlacedService): YamlNode {
  const { max } = service.scaling;
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadata(service, service.name),
    spec: {
      scaleTargetRef: {
        apiVersion: 'apps/v1',
        kind: isStateful(service) ? 'StatefulSet' : 'Deployment',
        name: service.name,
      },
      minReplicas: new Slot(['autoscaling', 'minReplicas'], floor(service)),
      maxReplicas: new Slot(['autoscaling', 'maxReplicas'], max),
      metrics: metrics(service),
      behavior: {
        scaleUp: {
          stabilizationWindowSeconds: 0,
          policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
        },
        scaleDown: {
          stabilizationWindowSeconds: 300,
          policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }],
        },
      },
    },
  };
}

/**
 * Never fewer than the environment is promised, even where scaling may go lower. The fewest that scaling keeps are meant
 * for production: another environment has what it is promised.
 */
function floor(service: PlacedService): YamlNode {
  const { environment, isProduction } = service.placement;
  const promised = environment?.replicas;
  const { min } = service.scaling;
  return promised && (!isProduction || promised.value > min.value) ? promised : min;
}

/** One pod at a time leaves a node that is drained; one that is not ready never holds a drain up. */
export function disruptionBudget(service: PlacedService): YamlNode {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata(service, service.name),
    spec: {
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: selector(service) },
    },
  };
}
