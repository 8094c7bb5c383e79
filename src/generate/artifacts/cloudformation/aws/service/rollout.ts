import { Noted, type YamlObject } from '../../../shared/yaml.ts';
import { attribute, numberOf, ref, when } from '../nodes.ts';
import type { Facts } from './facts.ts';
import { ruleIds } from './network.ts';

/** The service of ECS, which replaces one version by the next and goes back where the next does not get well. */
export const rolloutOf = (facts: Facts): YamlObject => ({
  Service: {
    Type: 'AWS::ECS::Service',
    // A task that starts finds its way open.
    DependsOn: ruleIds(facts),
    Properties: {
      ServiceName: facts.name,
      Cluster: ref('ClusterName'),
      TaskDefinition: new Noted(ref('TaskDefinition'), {
        above: [
          'How many there are is decided by autoscaling, from MinCount on: a number here would undo it.',
        ],
      }),
      LaunchType: 'FARGATE',
      PlatformVersion: 'LATEST',
      PropagateTags: 'SERVICE',
      EnableECSManagedTags: true,
      DeploymentConfiguration: deployment,
      NetworkConfiguration: {
        AwsvpcConfiguration: {
          Subnets: ref('SubnetIds'),
          SecurityGroups: [attribute('SecurityGroup', 'GroupId')],
          AssignPublicIp: 'DISABLED',
        },
      },
      ...(facts.isServed ? servedOf(facts) : {}),
    },
  },
});

const deployment: YamlObject = {
  MinimumHealthyPercent: 100,
  MaximumPercent: 200,
  DeploymentCircuitBreaker: { Enable: true, Rollback: true },
  Strategy: ref('Strategy'),
  BakeTimeInMinutes: when('Bakes', ref('BakeMinutes')),
  CanaryConfiguration: when('IsCanary', {
    CanaryPercent: ref('CanaryPercent'),
    CanaryBakeTimeInMinutes: ref('BakeMinutes'),
  }),
};

const servedOf = ({ name, values, port }: Facts): YamlObject => ({
  HealthCheckGracePeriodSeconds: numberOf(values.start_seconds),
  LoadBalancers: [
    {
      ContainerName: name,
      ContainerPort: numberOf(port),
      TargetGroupArn: ref('BlueArn'),
      AdvancedConfiguration: when('HasTwin', {
        AlternateTargetGroupArn: ref('GreenArn'),
        ProductionListenerRule: ref('RuleArn'),
        RoleArn: ref('TrafficRoleArn'),
      }),
    },
  ],
});
