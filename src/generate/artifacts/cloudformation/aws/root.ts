/** The root template: one nested stack for each part, and one for each resource of the documents. */
import type { Text } from '../../../../model/traced.ts';
import type { HclObject } from '../../shared/hcl.ts';
import type { Part } from '../../shared/infrastructure/parts.ts';
import type { YamlNode, YamlObject } from '../../shared/yaml.ts';
import { alarmsOf } from './alarms.ts';
import { type Kind, kinds, type Store, storesOf } from './parameters.ts';

const ref = (name: string): YamlObject => ({ Ref: name });
const output = (stack: string, name: string): YamlObject => ({ 'Fn::GetAtt': [stack, `Outputs.${name}`] });
const sub = (text: string): YamlObject => ({ 'Fn::Sub': text });

/** What every environment says, by the name of its parameter. */
export const common = {
  Project: 'What everything is called after, and the value of the tag Project.',
  Environment: 'Name of the environment.',
  DeletionProtection: 'Whether what holds data, and the load balancer, refuse to be deleted.',
  LogRetentionDays: 'Days that logs are kept.',
  Cidr: 'Addresses of the network.',
  SubnetBits: 'Bits of the addresses within a subnet.',
  Zones: 'Availability zones, with commas between.',
  ZoneCount: 'How many zones there are.',
  SingleNatGateway: 'Whether all zones share one NAT gateway.',
} as const;

const name = sub('${Project}-${Environment}');

/** The same for all environments: their values are parameters. `values` are those of any environment. */
export function rootTemplate(project: Text, values: HclObject, parts: ReadonlySet<Part>): YamlNode {
  const stores = (Object.keys(kinds) as Kind[]).flatMap(kind =>
    storesOf(kind, values).map(store => ({ kind, store })),
  );
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: project,
    Parameters: {
      ...Object.fromEntries(
        Object.entries(common).map(([key, text]) => [key, { Type: 'String', Description: text }]),
      ),
      ...Object.fromEntries(
        stores.flatMap(({ store }) =>
          [...store.values.keys()].map(key => [`${store.id}${key}`, { Type: 'String' }]),
        ),
      ),
    },
    Resources: {
      Encryption: nested('encryption.yaml', { Name: name }),
      Network: nested('network.yaml', {
        Name: name,
        Cidr: ref('Cidr'),
        SubnetBits: ref('SubnetBits'),
        Zones: ref('Zones'),
        ZoneCount: ref('ZoneCount'),
        SingleNatGateway: ref('SingleNatGateway'),
        KmsKeyArn: output('Encryption', 'KeyArn'),
        LogRetentionDays: ref('LogRetentionDays'),
      }),
      Cluster: nested('cluster.yaml', { Name: name, KmsKeyArn: output('Encryption', 'KeyArn') }),
      Logs: parts.has('logs')
        ? nested('log-bucket.yaml', { Name: name, RetentionDays: ref('LogRetentionDays') })
        : undefined,
      ...Object.fromEntries(stores.map(({ kind, store }) => [store.id, storeStack(kind, store)])),
      ...Object.fromEntries(
        stores.flatMap(({ kind, store }) =>
          alarmsOf(kind, store).map(([id, told]) => [id, nested('alarm.yaml', told)]),
        ),
      ),
    },
  };
}

const nested = (template: string, parameters: YamlObject): YamlObject => ({
  Type: 'AWS::CloudFormation::Stack',
  Properties: { TemplateURL: `templates/${template}`, Parameters: parameters },
});

function storeStack(kind: Kind, store: Store): YamlNode {
  const { template, inNetwork } = kinds[kind];
  return nested(template, {
    Name: { 'Fn::Sub': ['${Project}-${Environment}-${Key}', { Key: store.name }] },
    ...Object.fromEntries([...store.values.keys()].map(key => [key, ref(`${store.id}${key}`)])),
    KmsKeyArn: output('Encryption', 'KeyArn'),
    ...(inNetwork
      ? { VpcId: output('Network', 'VpcId'), SubnetIds: output('Network', 'DataSubnetIds') }
      : {}),
    ...(kind === 'databases' ? { DeletionProtection: ref('DeletionProtection') } : {}),
    ...(kind === 'buckets' ? { LogBucket: output('Logs', 'Bucket') } : {}),
  });
}
