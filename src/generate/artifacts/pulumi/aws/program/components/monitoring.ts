import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Alarm } from './alarms';

export interface MonitoringArgs {
  keyArn: pulumi.Input<string>;
  /** Who is told. */
  emails: string[];
  alarms: Alarm[];
}

/** Alarms, and the topic that tells people of them. */
export class Monitoring extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;

  constructor(name: string, args: MonitoringArgs, options?: pulumi.ComponentResourceOptions) {
    super('stack:Monitoring', name, {}, options);
    const topic = new aws.sns.Topic(
      `${name}-alarms`,
      { name: `${name}-alarms`, kmsMasterKeyId: args.keyArn },
      { parent: this },
    );
    for (const email of new Set(args.emails))
      new aws.sns.TopicSubscription(
        email,
        { topic: topic.arn, protocol: 'email', endpoint: email },
        { parent: this },
      );
    for (const alarm of args.alarms) this.watch(name, alarm, topic.arn);
    this.topicArn = topic.arn;
    this.registerOutputs();
  }

  private watch(stack: string, alarm: Alarm, topicArn: pulumi.Output<string>): void {
    const { name, statistic } = alarm;
    new aws.cloudwatch.MetricAlarm(
      name,
      {
        name: `${stack}-${name}`,
        alarmDescription: alarm.description,
        namespace: alarm.namespace,
        metricName: alarm.metric,
        dimensions: alarm.dimensions,
        ...(statistic === 'p95' ? { extendedStatistic: statistic } : { statistic }),
        comparisonOperator: alarm.comparison,
        threshold: alarm.threshold,
        period: 60,
        evaluationPeriods: alarm.minutes,
        treatMissingData: 'notBreaching',
        alarmActions: [topicArn],
        okActions: [topicArn],
      },
      { parent: this },
    );
  }
}
