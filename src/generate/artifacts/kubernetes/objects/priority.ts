import type { YamlNode } from '../../shared/yaml.ts';
import { labels } from './facts.ts';
import type { PlacedService } from './placed.ts';

/** A class of the whole cluster: one for all environments. None where the document names one that is there. */
export function priorityClass(service: PlacedService): YamlNode | undefined {
  const { name, priority } = service;
  if (!priority?.value || priority.className) return undefined;
  return {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name, labels: labels(service) },
    value: priority.value,
    description: name.map(text => `Pods of the service ${text}`),
  };
}

/** The class of the pods, under the name of the service unless the cluster has it already. */
export const priorityClassName = ({ name, priority }: PlacedService) =>
  priority?.className ?? (priority?.value ? name : undefined);
