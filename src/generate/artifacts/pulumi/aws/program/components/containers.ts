import * as pulumi from '@pulumi/pulumi';
import type { Named } from '../config';
import type { Workload } from './compute';

/** The definition of the one container of a task, as ECS reads it. */
export function containerOf(
  name: string,
  workload: Workload,
  { logGroup, region }: { logGroup: pulumi.Input<string>; region: string },
): pulumi.Output<string> {
  const { port, command, user } = workload;
  return pulumi.jsonStringify([
    {
      name,
      image: workload.image,
      essential: true,
      ...(command.length > 0 && { command }),
      ...(user !== undefined && { user }),
      readonlyRootFilesystem: true,
      stopTimeout: workload.stopSeconds,
      linuxParameters: { initProcessEnabled: true },
      portMappings:
        port === undefined ? [] : [{ name: 'http', containerPort: port, hostPort: port, protocol: 'tcp' }],
      environment: workload.environment,
      secrets: (workload.secrets ?? []).map(({ name: variable, value }) => ({
        name: variable,
        valueFrom: value,
      })),
      mountPoints: [
        { sourceVolume: 'tmp', containerPath: '/tmp', readOnly: false },
        ...(workload.fileSystems ?? []).map(({ name: sourceVolume, path }) => ({
          sourceVolume,
          containerPath: path,
          readOnly: false,
        })),
      ],
      logConfiguration: {
        logDriver: 'awslogs',
        options: {
          'awslogs-group': logGroup,
          'awslogs-region': region,
          'awslogs-stream-prefix': name,
        },
      },
    },
  ]);
}

export type Variable = Named<pulumi.Input<string>>;
