import { plain, type Text, text } from '../../../../../model/traced.ts';
import type { YamlNode, YamlObject } from '../../../shared/yaml.ts';
import { attribute, numberOf, ref, sub } from '../nodes.ts';
import type { Facts } from './facts.ts';

interface Alarm {
  readonly suffix: string;
  readonly description: Text;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, YamlNode>>;
  readonly statistic: string;
  readonly threshold: YamlNode;
  readonly minutes: number;
  readonly condition?: string;
}

/** What is promised of the service, asked of each colour, and what its tasks use. */
export const alarmsOf = (facts: Facts): YamlObject => ({
  ...(facts.isServed ? { ...requestAlarms(facts, 'Blue'), ...requestAlarms(facts, 'Green') } : {}),
  CpuAlarm: taskAlarm(facts, 'CPU'),
  MemoryAlarm: taskAlarm(facts, 'Memory'),
});

function requestAlarms({ name, values }: Facts, colour: 'Blue' | 'Green'): YamlObject {
  const common = {
    namespace: 'AWS/ApplicationELB',
    dimensions: { LoadBalancer: ref('LoadBalancerFullName'), TargetGroup: ref(`${colour}FullName`) },
    ...(colour === 'Green' ? { condition: 'HasTwin' } : {}),
  };
  const [errors, seconds] = [numberOf(values.errors_per_minute), numberOf(values.p95_seconds)];
  return {
    [`${colour}ErrorsAlarm`]: alarm(name, {
      ...common,
      suffix: `${colour.toLowerCase()}-errors`,
      description: text`${name} answers more than ${errors} requests a minute with 5xx`,
      metric: 'HTTPCode_Target_5XX_Count',
      statistic: 'Sum',
      threshold: errors,
      minutes: 1,
    }),
    [`${colour}LatencyAlarm`]: alarm(name, {
      ...common,
      suffix: `${colour.toLowerCase()}-latency`,
      description: text`One answer of ${name} in twenty takes longer than ${seconds} s`,
      metric: 'TargetResponseTime',
      statistic: 'p95',
      threshold: seconds,
      minutes: 5,
    }),
  };
}

const taskAlarm = ({ name }: Facts, resource: 'CPU' | 'Memory'): YamlNode =>
  alarm(name, {
    suffix: resource.toLowerCase(),
    description: text`${name} uses nearly all of its ${resource.toLowerCase()}, though it scales`,
    namespace: 'AWS/ECS',
    metric: `${resource}Utilization`,
    dimensions: { ClusterName: ref('ClusterName'), ServiceName: attribute('Service', 'Name') },
    statistic: 'Average',
    threshold: 90,
    minutes: 10,
  });

const alarm = (service: Text, said: Alarm): YamlNode => ({
  Type: 'AWS::CloudWatch::Alarm',
  Condition: said.condition,
  Properties: {
    AlarmName: sub(text`\${Name}-${plain(service)}-${said.suffix}`),
    AlarmDescription: said.description,
    Namespace: said.namespace,
    MetricName: said.metric,
    Dimensions: Object.entries(said.dimensions).map(([Name, Value]) => ({ Name, Value })),
    [said.statistic.startsWith('p') ? 'ExtendedStatistic' : 'Statistic']: said.statistic,
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: said.threshold,
    Period: 60,
    EvaluationPeriods: said.minutes,
    TreatMissingData: 'notBreaching',
    AlarmActions: [ref('AlarmTopicArn')],
    OKActions: [ref('AlarmTopicArn')],
  },
});
