import type { HclNode } from '../../../shared/hcl.ts';
import type { YamlNode, YamlObject } from '../../../shared/yaml.ts';
import { numberOf, ref, sub } from '../nodes.ts';
import type { Facts } from './facts.ts';

/** How many tasks run, by what they use. */
export const scalingOf = ({ values }: Facts): YamlObject => ({
  Scaling: {
    Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
    Properties: {
      ServiceNamespace: 'ecs',
      ResourceId: sub('service/${ClusterName}/${Service.Name}'),
      ScalableDimension: 'ecs:service:DesiredCount',
      MinCapacity: ref('MinCount'),
      MaxCapacity: ref('MaxCount'),
    },
  },
  ScalingByCpu: policyOf('cpu', 'ECSServiceAverageCPUUtilization', values.target_cpu_percent),
  ...((values.target_memory_percent ?? null) === null
    ? {}
    : {
        ScalingByMemory: policyOf(
          'memory',
          'ECSServiceAverageMemoryUtilization',
          values.target_memory_percent,
        ),
      }),
});

const policyOf = (name: string, metric: string, target: HclNode | undefined): YamlNode => ({
  Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
  Properties: {
    PolicyName: name,
    PolicyType: 'TargetTrackingScaling',
    ScalingTargetId: ref('Scaling'),
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: numberOf(target),
      ScaleInCooldown: 300,
      ScaleOutCooldown: 60,
      PredefinedMetricSpecification: { PredefinedMetricType: metric },
    },
  },
});
