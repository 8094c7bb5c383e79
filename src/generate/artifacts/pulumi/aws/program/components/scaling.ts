import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';
import type { ServiceConfig } from '../config';

type Limits = Pick<ServiceConfig, 'minCount' | 'maxCount' | 'targetCpuPercent' | 'targetMemoryPercent'>;

/** As many tasks as the load asks for. */
export function scale(
  name: string,
  resourceId: pulumi.Input<string>,
  service: Limits,
  options: pulumi.CustomResourceOptions,
): void {
  const target = new aws.appautoscaling.Target(
    name,
    {
      serviceNamespace: 'ecs',
      resourceId,
      scalableDimension: 'ecs:service:DesiredCount',
      minCapacity: service.minCount,
      maxCapacity: service.maxCount,
    },
    options,
  );
  track(name, target, 'cpu', service.targetCpuPercent, options);
  if (service.targetMemoryPercent !== undefined)
    track(name, target, 'memory', service.targetMemoryPercent, options);
}

const metrics = { cpu: 'ECSServiceAverageCPUUtilization', memory: 'ECSServiceAverageMemoryUtilization' };

function track(
  service: string,
  { serviceNamespace, resourceId, scalableDimension }: aws.appautoscaling.Target,
  kind: keyof typeof metrics,
  targetValue: number,
  options: pulumi.CustomResourceOptions,
): void {
  new aws.appautoscaling.Policy(
    `${service}-${kind}`,
    {
      name: kind,
      policyType: 'TargetTrackingScaling',
      serviceNamespace,
      resourceId,
      scalableDimension,
      targetTrackingScalingPolicyConfiguration: {
        targetValue,
        scaleInCooldown: 300,
        scaleOutCooldown: 60,
        predefinedMetricSpecification: { predefinedMetricType: metrics[kind] },
      },
    },
    options,
  );
}
