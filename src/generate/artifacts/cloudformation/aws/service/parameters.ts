/** What the template of a service is told: what differs between environments, and where other things are. */
import { text } from '../../../../../model/traced.ts';
import type { YamlEntries, YamlNode, YamlObject } from '../../../shared/yaml.ts';
import { type Entry, joined, ref } from '../nodes.ts';
import type { StoreKind } from '../stores.ts';
import { type Facts, fileSystemIds } from './facts.ts';

const parameter = (description: string, said: YamlObject = {}): YamlNode => ({
  Type: 'String',
  ...said,
  Description: description,
});

const number = (description: string): YamlNode => parameter(description, { Type: 'Number' });

/** Of the second group of targets, where there is one only. */
const optional = (description: string): YamlNode => parameter(description, { Default: 'none' });

/** What the policies and rules of a service need to know of the stores that it uses, by the outputs of their templates. */
export const usedOutputs: Readonly<Record<StoreKind, readonly string[]>> = {
  databases: ['Port', 'SecurityGroupId'],
  caches: ['Arn', 'UserArn', 'Port', 'SecurityGroupId'],
  tables: ['Arn'],
  queues: ['Arn'],
  buckets: ['Arn'],
};

export const parametersOf = ({ isServed, secrets, addresses, stores, mounts }: Facts): YamlEntries =>
  joined(
    common,
    rollout,
    isServed ? served : {},
    secrets.length > 0 ? { SecretArn: parameter('Secret with the values of variables.') } : {},
    addresses.map(({ parameter: name }): Entry => [name, parameter('Where something that is used is.')]),
    stores.flatMap(({ kind, id }) =>
      usedOutputs[kind].map((word): Entry => [text`${id}${word}`, parameter('Of something that is used.')]),
    ),
    fileSystemIds({ mounts }).flatMap(id =>
      ['Id', 'Arn', 'SecurityGroupId'].map(
        (word): Entry => [text`${id}${word}`, parameter('Of the file system that is mounted.')],
      ),
    ),
  );

const common: YamlObject = {
  Name: parameter('What the resources are called after.'),
  Image: parameter('Image of the container.'),
  ClusterName: parameter('Cluster of ECS.'),
  VpcId: parameter('Id of the network.', { Type: 'AWS::EC2::VPC::Id' }),
  SubnetIds: parameter('Private subnets.', { Type: 'List<AWS::EC2::Subnet::Id>' }),
  KmsKeyArn: parameter('Key of the log and the secrets.'),
  LogRetentionDays: number('Days that the log is kept.'),
  AlarmTopicArn: parameter('Who is told of alarms.'),
  MinCount: number('Tasks that run at least.'),
  MaxCount: number('Tasks that run at most.'),
};

const rollout: YamlObject = {
  Strategy: parameter('How ECS replaces a version.', { AllowedValues: ['ROLLING', 'BLUE_GREEN', 'CANARY'] }),
  CanaryPercent: parameter('Of a hundred requests, those that go to the new version first.', {
    Type: 'Number',
    Default: 10,
  }),
  BakeMinutes: number('Minutes that the version before is kept after all traffic has moved.'),
};

const served: YamlObject = {
  TrafficRoleArn: parameter('Role that moves traffic.'),
  BlueArn: parameter('First target group.'),
  GreenArn: optional('Second target group; none where a version is not replaced by its twin.'),
  RuleArn: parameter('Rule of the listener.'),
  BlueFullName: parameter('What metrics call the first target group.'),
  GreenFullName: optional('What metrics call the second one.'),
  LoadBalancerFullName: parameter('What metrics call the load balancer.'),
  LoadBalancerSecurityGroupId: parameter('Group that requests come from.', {
    Type: 'AWS::EC2::SecurityGroup::Id',
  }),
};

export const conditionsOf = ({ isServed }: Facts): YamlObject => ({
  Bakes: isOther('Strategy', 'ROLLING'),
  IsCanary: { 'Fn::Equals': [ref('Strategy'), 'CANARY'] },
  ...(isServed ? { HasTwin: isOther('GreenArn', 'none') } : {}),
});

const isOther = (name: string, value: string): YamlObject => ({
  'Fn::Not': [{ 'Fn::Equals': [ref(name), value] }],
});
