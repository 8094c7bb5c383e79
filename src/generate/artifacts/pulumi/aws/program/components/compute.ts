import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { ServiceConfig } from '../config';
import { containerOf, type Variable } from './containers';
import type { Permission } from './policy';
import { executionRole, taskRole, trafficRole } from './roles';
import type { Route } from './route';
import { scale } from './scaling';

export interface FileMount {
  name: string;
  path: string;
  fileSystemId: pulumi.Input<string>;
  accessPointId: pulumi.Input<string>;
}

/** What runs, with all that it is told. */
export interface Workload extends Omit<ServiceConfig, 'environment' | 'secrets' | 'image'> {
  image: pulumi.Input<string>;
  environment: Variable[];
  securityGroupId: pulumi.Input<string>;
  /** Values are places in Secrets Manager: ARN:KEY::. */
  secrets?: Variable[];
  permissions?: Permission[];
  fileSystems?: FileMount[];
  route?: Route | undefined;
}

export interface ComputeArgs {
  region: string;
  subnetIds: pulumi.Input<string>[];
  keyArn: pulumi.Input<string>;
  logRetentionDays: number;
  repositoryArns?: pulumi.Output<string>[];
  secretArns?: pulumi.Output<string>[];
  services: ReadonlyMap<string, Workload>;
}

/** Services on ECS Fargate. Deployments register revisions of a task definition; what is written here is the first one. */
export class Compute extends pulumi.ComponentResource {
  readonly clusterName: pulumi.Output<string>;
  readonly services: Record<string, pulumi.Output<{ name: string; family: string; logGroup: string }>> = {};

  private readonly cluster: aws.ecs.Cluster;
  private readonly execution: ReturnType<typeof executionRole>;
  private readonly traffic: ReturnType<typeof trafficRole>;

  constructor(
    private readonly label: string,
    private readonly args: ComputeArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super('stack:Compute', label, {}, options);
    this.cluster = this.fargate();
    this.clusterName = this.cluster.name;
    const logGroups = new Map([...args.services.keys()].map(name => [name, this.logGroup(name)]));
    this.execution = executionRole(
      label,
      { ...args, logGroupArns: [...logGroups.values()].map(({ arn }) => arn) },
      { parent: this },
    );
    this.traffic = trafficRole(label, { parent: this });
    for (const [name, workload] of args.services)
      this.start(name, workload, logGroups.get(name) as aws.cloudwatch.LogGroup);
    this.registerOutputs();
  }

  private fargate(): aws.ecs.Cluster {
    const cluster = new aws.ecs.Cluster(
      this.label,
      { name: this.label, settings: [{ name: 'containerInsights', value: 'enabled' }] },
      { parent: this },
    );
    new aws.ecs.ClusterCapacityProviders(
      this.label,
      { clusterName: cluster.name, capacityProviders: ['FARGATE', 'FARGATE_SPOT'] },
      { parent: this },
    );
    return cluster;
  }

  private logGroup(name: string): aws.cloudwatch.LogGroup {
    const { keyArn, logRetentionDays } = this.args;
    return new aws.cloudwatch.LogGroup(
      name,
      { name: `/${this.label}/${name}`, kmsKeyId: keyArn, retentionInDays: logRetentionDays },
      { parent: this },
    );
  }

  private start(name: string, workload: Workload, logGroup: aws.cloudwatch.LogGroup): void {
    const definition = this.taskDefinition(name, workload, logGroup);
    const service = this.service(name, workload, definition);
    scale(name, pulumi.interpolate`service/${this.cluster.name}/${service.name}`, workload, { parent: this });
    this.services[name] = pulumi.output({
      name: service.name,
      family: definition.family,
      logGroup: logGroup.name,
    });
  }

  private taskDefinition(
    name: string,
    workload: Workload,
    logGroup: aws.cloudwatch.LogGroup,
  ): aws.ecs.TaskDefinition {
    const { region } = this.args;
    return new aws.ecs.TaskDefinition(
      name,
      {
        family: `${this.label}-${name}`,
        requiresCompatibilities: ['FARGATE'],
        networkMode: 'awsvpc',
        cpu: String(workload.cpu),
        memory: String(workload.memory),
        executionRoleArn: this.execution.role.arn,
        taskRoleArn: taskRole(this.label, name, workload.permissions ?? [], { parent: this }).arn,
        containerDefinitions: containerOf(name, workload, { logGroup: logGroup.name, region }),
        runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: workload.architecture },
        volumes: [
          { name: 'tmp' },
          ...(workload.fileSystems ?? []).map(mount => ({
            name: mount.name,
            efsVolumeConfiguration: {
              fileSystemId: mount.fileSystemId,
              transitEncryption: 'ENABLED',
              authorizationConfig: { accessPointId: mount.accessPointId, iam: 'ENABLED' },
            },
          })),
        ],
      },
      { parent: this },
    );
  }

  private service(name: string, workload: Workload, definition: aws.ecs.TaskDefinition): aws.ecs.Service {
    const { route, securityGroupId } = workload;
    return new aws.ecs.Service(
      name,
      {
        name,
        cluster: this.cluster.id,
        taskDefinition: definition.arn,
        desiredCount: workload.desiredCount,
        platformVersion: 'LATEST',
        launchType: 'FARGATE',
        propagateTags: 'SERVICE',
        enableEcsManagedTags: true,
        ...(route && { healthCheckGracePeriodSeconds: workload.startSeconds }),
        deploymentMinimumHealthyPercent: 100,
        deploymentMaximumPercent: 200,
        deploymentCircuitBreaker: { enable: true, rollback: true },
        deploymentConfiguration: replacement(workload),
        networkConfiguration: {
          subnets: this.args.subnetIds,
          securityGroups: [securityGroupId],
          assignPublicIp: false,
        },
        loadBalancers: route ? [this.balanced(name, workload, route)] : [],
      },
      {
        parent: this,
        // Deployments and autoscaling decide these.
        ignoreChanges: ['taskDefinition', 'desiredCount', 'loadBalancers'],
        dependsOn: [this.execution.policy, this.traffic.attachment],
      },
    );
  }

  private balanced(
    name: string,
    { port }: Workload,
    { targetGroupArns: [first, second], listenerRuleArn }: Route,
  ): aws.types.input.ecs.ServiceLoadBalancer {
    return {
      targetGroupArn: first,
      containerName: name,
      containerPort: port as number,
      ...(second && {
        advancedConfiguration: {
          alternateTargetGroupArn: second,
          productionListenerRule: listenerRuleArn,
          roleArn: this.traffic.role.arn,
        },
      }),
    };
  }
}

/** How a new version takes the place of the old one. */
function replacement({
  strategy,
  bakeMinutes,
  canaryPercent,
}: Workload): aws.types.input.ecs.ServiceDeploymentConfiguration {
  if (strategy === 'ROLLING') return { strategy };
  const minutes = String(bakeMinutes);
  return {
    strategy,
    bakeTimeInMinutes: minutes,
    ...(canaryPercent !== undefined && {
      canaryConfiguration: { canaryPercent, canaryBakeTimeInMinutes: minutes },
    }),
  };
}
