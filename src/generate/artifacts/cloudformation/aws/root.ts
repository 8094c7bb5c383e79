/** The root template of an environment: a nested stack for each part, told in literals what the documents say. */
import { change, combineTexts, plain, type Text, text } from '../../../../model/traced.ts';
import type { HclObject } from '../../shared/hcl.ts';
import type { Part } from '../../shared/infrastructure/parts.ts';
import { uniqueBy } from '../../shared/unique.ts';
import { Noted, type YamlEntries, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { logicalId, shortName } from './logical-ids.ts';
import {
  type Entry,
  isTrue,
  joined,
  listOf,
  namesIn,
  nested,
  objectOf,
  output,
  ref,
  textOf,
} from './nodes.ts';
import { type Runner, runnersIn, serviceStacks } from './runners.ts';
import { storeStacks } from './stores.ts';

export interface Environment {
  /** `orders-production`. */
  readonly name: Text;
  /** As Terraform gets them as variables. */
  readonly values: HclObject;
  readonly parts: ReadonlySet<Part>;
}

export function rootTemplate(environment: Environment): YamlNode {
  const { values, parts } = environment;
  const runners = runnersIn(values);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: text`${textOf(values.environment)} of ${textOf(values.project)}`,
    Metadata: new Noted(
      { 'cfn-lint': { config: { ignore_checks: ['W3002'] } } },
      { above: ['change-set.sh uploads the templates: their paths become addresses then.'] },
    ),
    Parameters: parametersOf(parts, runners),
    Resources: guarded(
      isTrue(values.deletion_protection),
      joined(
        foundation(environment),
        parts.has('ingress') ? ingress(environment, runners) : {},
        storeStacks(environment.name, values),
        secretStacks(environment, runners),
        parts.has('files') ? fileStacks(environment) : {},
        serviceStacks(environment, runners),
      ),
    ),
    Outputs: outputsOf(environment, runners),
  };
}

/** What only the account knows, and what changes with each version. */
const parametersOf = (parts: ReadonlySet<Part>, runners: readonly Runner[]): YamlEntries =>
  joined(
    { AlarmEmail: { Type: 'String', Default: '', Description: 'Address that is told of alarms.' } },
    parts.has('ingress')
      ? {
          HostedZoneId: {
            Type: 'AWS::Route53::HostedZone::Id',
            Description: 'Zone of Route 53 that the hosts lie in.',
          },
        }
      : {},
    runners.map(
      ({ id, name, values }): Entry => [
        text`${id}Image`,
        { Type: 'String', Default: textOf(values.image), Description: text`What ${name} runs.` },
      ],
    ),
  );

function foundation({ name, values, parts }: Environment): YamlObject {
  const vpc = objectOf(values.vpc);
  const zones = namesIn(vpc.zones);
  const key = output('Encryption', 'KeyArn');
  const days = textOf(values.log_retention_days);
  return {
    Encryption: nested('encryption.yaml', { Name: name }),
    Network: nested('network.yaml', {
      Name: name,
      Cidr: textOf(vpc.cidr),
      SubnetBits: subnetBits(plain(textOf(vpc.cidr))),
      Zones: combineTexts(zones, () => zones.map(plain).join(',')),
      ZoneCount: String(zones.length),
      SingleNatGateway: textOf(vpc.single_nat_gateway),
      KmsKeyArn: key,
      LogRetentionDays: days,
      HasTables: String(parts.has('table')),
    }),
    Alarms: nested('alarms.yaml', { Name: name, Email: ref('AlarmEmail'), KmsKeyArn: key }),
    Cluster: nested('cluster.yaml', { Name: name }),
    ...(parts.has('logs') ? { Logs: nested('log-bucket.yaml', { Name: name, RetentionDays: days }) } : {}),
  };
}

/** A subnet is a sixteenth of the network. */
const subnetBits = (cidr: string): string => String(32 - Number(cidr.split('/')[1] ?? 16) - 4);

function ingress({ name, values }: Environment, runners: readonly Runner[]): YamlObject {
  const [domain = '', ...others] = hostsOf(runners);
  const zone = ref('HostedZoneId');
  return {
    Certificate: {
      Type: 'AWS::CertificateManager::Certificate',
      Properties: {
        DomainName: domain,
        SubjectAlternativeNames: others.length > 0 ? others : undefined,
        ValidationMethod: 'DNS',
        KeyAlgorithm: textOf(objectOf(values.domain).key_algorithm),
        DomainValidationOptions: [domain, ...others].map(host => ({ DomainName: host, HostedZoneId: zone })),
      },
    },
    LoadBalancer: nested('load-balancer.yaml', {
      Name: name,
      LoadBalancerName: change(name, said => shortName(said)),
      VpcId: output('Network', 'VpcId'),
      SubnetIds: output('Network', 'PublicSubnetIds'),
      CertificateArn: ref('Certificate'),
      LogBucket: output('Logs', 'Bucket'),
      DeletionProtection: textOf(values.deletion_protection),
    }),
  };
}

/** Each once, in the order of the services. */
const hostsOf = (runners: readonly Runner[]): readonly Text[] => [
  ...new Map(
    runners
      .flatMap(({ ingress }) => (ingress ? [textOf(ingress.host)] : []))
      .map(host => [plain(host), host] as const),
  ).values(),
];

/** Services may share one. */
const secretStacks = ({ values }: Environment, runners: readonly Runner[]): readonly Entry[] =>
  uniqueBy(
    runners.flatMap(({ secret }) => (secret === undefined ? [] : [secret])),
    secret => plain(secret),
  ).map(secret => [
    logicalId('Secret', secret),
    nested('secret.yaml', {
      Name: secret,
      Owner: textOf(values.project),
      KmsKeyArn: output('Encryption', 'KeyArn'),
    }),
  ]);

const fileStacks = ({ name, values }: Environment): readonly Entry[] =>
  namesIn(values.file_systems).map(system => [
    logicalId('Files', system),
    nested('file-system.yaml', {
      Name: text`${name}-${system}`,
      VpcId: output('Network', 'VpcId'),
      SubnetIds: output('Network', 'PrivateSubnetIds'),
      ZoneCount: String(listOf(objectOf(values.vpc).zones).length),
      KmsKeyArn: output('Encryption', 'KeyArn'),
    }),
  ]);

/** Where things are kept stays when the stack goes, in an environment that is protected. */
const guarded = (isProtected: boolean, stacks: YamlEntries): YamlEntries =>
  isProtected
    ? joined(
        stacks.entries.map(
          ([id, stack]): Entry => [
            id,
            /^(?:Encryption$|Logs$|Database|Cache|Table|Queue|Bucket|Secret|Files)/.test(plain(id))
              ? { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', ...(stack as YamlObject) }
              : stack,
          ],
        ),
      )
    : stacks;

const outputsOf = ({ parts }: Environment, runners: readonly Runner[]): YamlEntries =>
  joined(
    {
      ClusterName: {
        Description: 'Cluster of ECS: ECS_CLUSTER of the scripts.',
        Value: output('Cluster', 'ClusterName'),
      },
    },
    parts.has('ingress')
      ? {
          LoadBalancerDnsName: {
            Description: 'Name that AWS gives the load balancer.',
            Value: output('LoadBalancer', 'DnsName'),
          },
        }
      : {},
    runners.flatMap(({ id, name, ingress }): Entry[] =>
      ingress
        ? [
            [
              text`${id}Url`,
              { Description: text`Where ${name} is asked.`, Value: text`https://${textOf(ingress.host)}` },
            ],
          ]
        : [],
    ),
  );
