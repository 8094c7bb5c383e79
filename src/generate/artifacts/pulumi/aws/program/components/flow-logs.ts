import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { allow, assumedBy, policy } from './policy';

export interface FlowLogsArgs {
  vpcId: pulumi.Input<string>;
  /** The group of the logs is called after it. */
  path: string;
  keyArn: pulumi.Input<string>;
  logRetentionDays: number;
}

/** Who talked to whom in a network. */
export class FlowLogs extends pulumi.ComponentResource {
  constructor(name: string, args: FlowLogsArgs, options?: pulumi.ComponentResourceOptions) {
    super('stack:FlowLogs', name, {}, options);
    const group = new aws.cloudwatch.LogGroup(
      name,
      { name: `/${args.path}/vpc`, kmsKeyId: args.keyArn, retentionInDays: args.logRetentionDays },
      { parent: this },
    );
    const role = new aws.iam.Role(
      `${name}-flow-logs`,
      {
        description: `Writes the flow logs of ${args.path}`,
        assumeRolePolicy: assumedBy('vpc-flow-logs.amazonaws.com'),
      },
      { parent: this },
    );
    new aws.iam.RolePolicy(
      `${name}-flow-logs`,
      {
        name: 'write-flow-logs',
        role: role.id,
        policy: policy([
          allow(
            ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
            pulumi.interpolate`${group.arn}:*`,
          ),
        ]),
      },
      { parent: this },
    );
    new aws.ec2.FlowLog(
      name,
      {
        vpcId: args.vpcId,
        trafficType: 'ALL',
        logDestinationType: 'cloud-watch-logs',
        logDestination: group.arn,
        iamRoleArn: role.arn,
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}
