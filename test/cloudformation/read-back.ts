/** What moto made, asked of each service of AWS by the real `aws`, against what the templates say. */
import type { Ask } from './in-moto.ts';
import type { Resource } from './resolve.ts';

interface Question {
  readonly type: string;
  readonly words: readonly string[];
  /** JMESPath: a list of lists, a row for each resource. */
  readonly query: string;
  /** The same of a template. */
  readonly said: (properties: Readonly<Record<string, never>>) => readonly unknown[];
}

const question = (
  type: string,
  command: string,
  query: string,
  said: (properties: Readonly<Record<string, never>>) => readonly unknown[],
): Question => ({ type: `AWS::${type}`, words: command.split(' '), query, said });

/** moto makes no caches, secrets, alarms, scaling and policies of buckets from templates: it is not asked for them. */
const questions: readonly Question[] = [
  question('EC2::VPC', 'ec2 describe-vpcs', 'Vpcs[?!IsDefault].[CidrBlock]', ({ CidrBlock }) => [CidrBlock]),
  question(
    'EC2::Subnet',
    'ec2 describe-subnets',
    'Subnets[?!DefaultForAz].[CidrBlock,AvailabilityZone]',
    ({ CidrBlock, AvailabilityZone }) => [CidrBlock, AvailabilityZone],
  ),
  question('ECS::Cluster', 'ecs list-clusters', 'clusterArns[].[@]', ({ ClusterName }) => [ClusterName]),
  question('ECS::TaskDefinition', 'ecs list-task-definition-families', 'families[].[@]', ({ Family }) => [
    Family,
  ]),
  question('SQS::Queue', 'sqs list-queues', '(QueueUrls || `[]`)[].[@]', ({ QueueName }) => [QueueName]),
  question(
    'S3::Bucket',
    's3api list-buckets',
    "Buckets[?!contains(Name, '-cloudformation-')].[Name]",
    ({ BucketName }) => [BucketName],
  ),
  question(
    'EFS::FileSystem',
    'efs describe-file-systems',
    'FileSystems[].[Encrypted,ThroughputMode]',
    ({ Encrypted, ThroughputMode }) => [Encrypted, ThroughputMode],
  ),
  question(
    'RDS::DBInstance',
    'rds describe-db-instances',
    'DBInstances[].[DBInstanceIdentifier,Engine,EngineVersion,DBInstanceClass,AllocatedStorage,MultiAZ,StorageEncrypted]',
    ({
      DBInstanceIdentifier,
      Engine,
      EngineVersion,
      DBInstanceClass,
      AllocatedStorage,
      MultiAZ,
      StorageEncrypted,
    }) => [
      DBInstanceIdentifier,
      Engine,
      EngineVersion,
      DBInstanceClass,
      AllocatedStorage,
      MultiAZ,
      StorageEncrypted,
    ],
  ),
  question('DynamoDB::Table', 'dynamodb list-tables', 'TableNames[].[@]', ({ TableName }) => [TableName]),
  question(
    'Logs::LogGroup',
    'logs describe-log-groups',
    'logGroups[].[logGroupName,retentionInDays]',
    ({ LogGroupName, RetentionInDays }) => [LogGroupName, RetentionInDays],
  ),
  question(
    'ElasticLoadBalancingV2::TargetGroup',
    'elbv2 describe-target-groups',
    'TargetGroups[].[TargetGroupName,Port,HealthCheckPath]',
    ({ Name, Port, HealthCheckPath }) => [Name, Port, HealthCheckPath],
  ),
  question(
    'ElasticLoadBalancingV2::LoadBalancer',
    'elbv2 describe-load-balancers',
    'LoadBalancers[].[LoadBalancerName]',
    ({ Name }) => [Name],
  ),
];

/** What moto leaves when a stack goes. */
const left = new Set([
  'AWS::EC2::VPC',
  'AWS::ElasticLoadBalancingV2::TargetGroup',
  'AWS::ECS::Cluster',
  'AWS::ECS::TaskDefinition',
]);

/** @returns what of a stack is there though it has gone, a sentence each */
export const remains = (ask: Ask): readonly string[] => readBack([], ask, ({ type }) => !left.has(type));

/** @returns what is there and not said, or said and not there, a sentence each */
export function readBack(
  made: readonly Resource[],
  ask: Ask,
  isAsked: (question: Question) => boolean = () => true,
): readonly string[] {
  return questions.filter(isAsked).flatMap(({ type, words, query, said }) => {
    const expected = rowsOf(
      made
        .filter(resource => resource.type === type)
        .map(({ properties }) => said(properties as Readonly<Record<string, never>>)),
    );
    const found = rowsOf(ask(...words, '--query', query) as unknown[][]);
    return [
      ...expected.filter(row => !found.includes(row)).map(row => `there is no ${type} ${row}`),
      ...found.filter(row => !expected.includes(row)).map(row => `nobody has asked for ${type} ${row}`),
    ];
  });
}

/** As text; of an ARN or an address, its name. */
const rowsOf = (rows: readonly (readonly unknown[])[]): readonly string[] =>
  rows.map(row => row.map(cell => String(cell).replace(/^(?:arn|http).*\//, '')).join(' '));
