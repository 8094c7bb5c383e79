import type { Traced } from '../../../../model/traced.ts';
import { Slot, type YamlNode } from '../../shared/yaml.ts';
import { entries } from './facts.ts';
import type { PlacedService } from './placed.ts';

type MetricView = PlacedService['scaling']['metrics'][number];

/** What the autoscaler looks at: whichever of them asks for the most instances decides. */
export function metrics({ scaling }: PlacedService): YamlNode[] {
  const { targetCpuPercent, targetMemoryPercent } = scaling;
  return [
    share('cpu', 'targetCPUUtilizationPercentage', targetCpuPercent),
    ...(targetMemoryPercent
      ? [share('memory', 'targetMemoryUtilizationPercentage', targetMemoryPercent)]
      : []),
    ...scaling.metrics.map(custom),
  ];
}

/** Of what a pod has reserved. */
const share = (name: string, key: string, percent: Traced<number>): YamlNode => ({
  type: 'Resource',
  resource: {
    name,
    target: {
      type: 'Utilization',
      averageUtilization: new Slot(['autoscaling', key], percent),
    },
  },
});

function custom({ name, source, target, labels }: MetricView): YamlNode {
  const isExternal = source.value === 'external';
  const pairs = labels.map(label => [label.name, label.value] as const);
  const metric = {
    name,
    selector: isExternal && pairs.length > 0 ? { matchLabels: entries(pairs) } : undefined,
  };
  const value = { metric, target: { type: 'AverageValue', averageValue: target } };
  return isExternal
    ? { type: source.map(() => 'External'), external: value }
    : { type: source.map(() => 'Pods'), pods: value };
}
