import type * as pulumi from '@pulumi/pulumi';

/** One question to CloudWatch, asked every minute. */
export interface Alarm {
  name: string;
  description: string;
  namespace: string;
  metric: string;
  dimensions: Record<string, pulumi.Input<string>>;
  statistic: 'Sum' | 'Average' | 'Minimum' | 'Maximum' | 'p95';
  comparison: 'GreaterThanThreshold' | 'LessThanThreshold';
  threshold: number;
  /** That it has to be so, one after the other. */
  minutes: number;
}

export interface WatchedService {
  name: string;
  errorsPerMinute: number;
  p95Seconds: number;
  /** Its target groups by colour, as metrics call them. */
  targetGroups: ReadonlyMap<string, pulumi.Input<string>>;
}

const above = 'GreaterThanThreshold';

export const alarmsOfRequests = (
  { name, errorsPerMinute, p95Seconds, targetGroups }: WatchedService,
  loadBalancer: pulumi.Input<string>,
): Alarm[] =>
  [...targetGroups].flatMap(([colour, group]) => {
    const shared = {
      namespace: 'AWS/ApplicationELB',
      dimensions: { LoadBalancer: loadBalancer, TargetGroup: group },
      comparison: above,
    } as const;
    return [
      {
        ...shared,
        name: `${name}-${colour}-errors`,
        description: `${name} answers more than ${errorsPerMinute} requests a minute with 5xx`,
        metric: 'HTTPCode_Target_5XX_Count',
        statistic: 'Sum',
        threshold: errorsPerMinute,
        minutes: 1,
      },
      {
        ...shared,
        name: `${name}-${colour}-latency`,
        description: `One answer of ${name} in twenty takes longer than ${p95Seconds} s`,
        metric: 'TargetResponseTime',
        statistic: 'p95',
        threshold: p95Seconds,
        minutes: 5,
      },
    ];
  });

export const alarmsOfTasks = (name: string, cluster: pulumi.Input<string>): Alarm[] =>
  ['CPU', 'Memory'].map(resource => ({
    name: `${name}-${resource.toLowerCase()}`,
    description: `${name} uses nearly all of its ${resource.toLowerCase()}, though it scales`,
    namespace: 'AWS/ECS',
    metric: `${resource}Utilization`,
    dimensions: { ClusterName: cluster, ServiceName: name },
    statistic: 'Average',
    comparison: above,
    threshold: 90,
    minutes: 10,
  }));

export function alarmsOfDatabase(name: string, identifier: pulumi.Input<string>, storageGb: number): Alarm[] {
  const shared = { namespace: 'AWS/RDS', dimensions: { DBInstanceIdentifier: identifier } };
  return [
    {
      ...shared,
      name: `${name}-cpu`,
      description: `The database ${name} is busy`,
      metric: 'CPUUtilization',
      statistic: 'Average',
      comparison: above,
      threshold: 85,
      minutes: 10,
    },
    {
      ...shared,
      name: `${name}-storage`,
      description: `The database ${name} has a tenth of its storage left`,
      metric: 'FreeStorageSpace',
      statistic: 'Minimum',
      comparison: 'LessThanThreshold',
      threshold: (storageGb * 1024 ** 3) / 10,
      minutes: 5,
    },
  ];
}

export const alarmOfCache = (name: string, replicationGroupId: string): Alarm => ({
  name: `${name}-memory`,
  description: `The cache ${name} is nearly full, and forgets`,
  namespace: 'AWS/ElastiCache',
  metric: 'DatabaseMemoryUsagePercentage',
  dimensions: { ReplicationGroupId: replicationGroupId },
  statistic: 'Average',
  comparison: above,
  threshold: 90,
  minutes: 10,
});

export const alarmsOfTable = (name: string, table: pulumi.Input<string>): Alarm[] =>
  ['Read', 'Write'].map(kind => ({
    name: `${name}-${kind.toLowerCase()}s`,
    description: `${kind}s of the table ${name} are refused, because there are too many of them`,
    namespace: 'AWS/DynamoDB',
    metric: `${kind}ThrottleEvents`,
    dimensions: { TableName: table },
    statistic: 'Sum',
    comparison: above,
    threshold: 0,
    minutes: 5,
  }));

export const alarmOfQueue = (name: string, deadLetters: pulumi.Input<string>): Alarm => ({
  name: `${name}-dead-letters`,
  description: `Messages of ${name} could not be handled`,
  namespace: 'AWS/SQS',
  metric: 'ApproximateNumberOfMessagesVisible',
  dimensions: { QueueName: deadLetters },
  statistic: 'Maximum',
  comparison: above,
  threshold: 0,
  minutes: 1,
});
