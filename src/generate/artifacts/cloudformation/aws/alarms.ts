/** Alarms on what is stored: the same as those of Terraform, a nested stack for each. */
import type { YamlNode, YamlObject } from '../../shared/yaml.ts';
import type { Kind, Store } from './parameters.ts';

interface Alarm {
  readonly suffix: string;
  readonly text: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimension: string;
  /** Output of the store's stack, or nothing for its name. */
  readonly output?: string;
  readonly statistic: 'Average' | 'Maximum';
  readonly threshold: number;
  readonly minutes: number;
}

/** Free storage of databases is not among them: its threshold is a value of the documents. */
const alarmsOfKinds: Readonly<Partial<Record<Kind, Alarm>>> = {
  databases: {
    suffix: 'cpu',
    text: 'The database ${Key} is busy',
    namespace: 'AWS/RDS',
    metric: 'CPUUtilization',
    dimension: 'DBInstanceIdentifier',
    output: 'Identifier',
    statistic: 'Average',
    threshold: 85,
    minutes: 10,
  },
  caches: {
    suffix: 'memory',
    text: 'The cache ${Key} is nearly full, and forgets',
    namespace: 'AWS/ElastiCache',
    metric: 'DatabaseMemoryUsagePercentage',
    dimension: 'ReplicationGroupId',
    statistic: 'Average',
    threshold: 90,
    minutes: 10,
  },
  queues: {
    suffix: 'dead-letters',
    text: 'Messages of ${Key} could not be handled',
    namespace: 'AWS/SQS',
    metric: 'ApproximateNumberOfMessagesVisible',
    dimension: 'QueueName',
    output: 'DeadLettersName',
    statistic: 'Maximum',
    threshold: 0,
    minutes: 1,
  },
};

/** The parameters of alarm.yaml by the logical id of their stack. */
export function alarmsOf(kind: Kind, { id, name }: Store): [string, YamlObject][] {
  const alarm = alarmsOfKinds[kind];
  if (!alarm) return [];
  const named = (text: string): YamlNode => ({ 'Fn::Sub': [text, { Key: name }] });
  const full = '${Project}-${Environment}-${Key}';
  const { suffix, text, namespace, metric, dimension, output, statistic, threshold, minutes } = alarm;
  const parameters = {
    Name: named(`${full}-${suffix}`),
    Text: named(text),
    Namespace: namespace,
    Metric: metric,
    Dimension: dimension,
    Value: output ? { 'Fn::GetAtt': [id, `Outputs.${output}`] } : named(full),
    Statistic: statistic,
    Comparison: 'GreaterThanThreshold',
    Threshold: String(threshold),
    Minutes: String(minutes),
    TopicArn: { 'Fn::GetAtt': ['Cluster', 'Outputs.AlarmTopicArn'] },
  };
  return [[`${id}Alarm`, parameters]];
}
