import type { Text } from '../../../../model/traced.ts';
import { text } from '../../../../model/traced.ts';
import type { YamlNode } from '../../shared/yaml.ts';
import { deployment } from '../objects/deployment.ts';
import { withValues } from '../objects/edit.ts';
import type { PlacedService } from '../objects/placed.ts';
import { kubernetesService } from '../objects/service.ts';

/** Another copy of the workload, in a slot of its own: no selector of the one that serves now reaches its pods. */
export function copyOf(service: PlacedService, slot: string, replicas?: number): YamlNode {
  return withValues(deployment(service, true, replicas === undefined ? {} : { replicas }), [
    [['metadata', 'name'], text`${service.name}-${slot}`],
    [['spec', 'selector', 'matchLabels', 'slot'], slot],
    [['spec', 'template', 'metadata', 'labels', 'slot'], slot],
  ]);
}

/** A Service that reaches one slot only. */
export function serviceOf(service: PlacedService, name: Text, slot: string): YamlNode {
  return withValues(kubernetesService(service) ?? null, [
    [['metadata', 'name'], name],
    [['spec', 'selector', 'slot'], slot],
  ]);
}
