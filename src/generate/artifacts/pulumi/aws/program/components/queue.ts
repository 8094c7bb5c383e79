import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { QueueConfig } from '../config';
import { encryptedConnectionsOnly, policy } from './policy';

export interface QueueArgs extends QueueConfig {
  keyArn: pulumi.Input<string>;
}

const day = 24 * 60 * 60;
const longestDays = 14;

/** A queue. What was received too often in vain goes to a queue of its own, where a person looks at it. */
export class Queue extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  /** As metrics call it, and its dead letters. */
  readonly queueName: pulumi.Output<string>;
  readonly deadLettersName: pulumi.Output<string>;

  constructor(name: string, args: QueueArgs, options?: pulumi.ComponentResourceOptions) {
    super('stack:Queue', name, {}, options);
    const { fifo, retentionDays, keyArn } = args;
    if (retentionDays < 1 || retentionDays > longestDays)
      throw new Error(`queue ${name}: SQS keeps messages for ${longestDays} days at most`);
    const suffix = fifo ? '.fifo' : '';
    const deadLetters = new aws.sqs.Queue(
      `${name}-dead-letters`,
      {
        name: `${name}-dead-letters${suffix}`,
        fifoQueue: fifo,
        messageRetentionSeconds: longestDays * day,
        kmsMasterKeyId: keyArn,
      },
      { parent: this },
    );
    const queue = new aws.sqs.Queue(
      name,
      {
        name: `${name}${suffix}`,
        fifoQueue: fifo,
        contentBasedDeduplication: fifo,
        messageRetentionSeconds: retentionDays * day,
        visibilityTimeoutSeconds: 60,
        receiveWaitTimeSeconds: 20,
        kmsMasterKeyId: keyArn,
        redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 5 }),
      },
      { parent: this },
    );
    new aws.sqs.RedriveAllowPolicy(
      name,
      {
        queueUrl: deadLetters.url,
        redriveAllowPolicy: pulumi.jsonStringify({
          redrivePermission: 'byQueue',
          sourceQueueArns: [queue.arn],
        }),
      },
      { parent: this },
    );
    this.guard(name, queue);
    this.guard(`${name}-dead-letters`, deadLetters);
    this.arn = queue.arn;
    this.url = queue.url;
    this.queueName = queue.name;
    this.deadLettersName = deadLetters.name;
    this.registerOutputs();
  }

  private guard(name: string, { url, arn }: aws.sqs.Queue): void {
    new aws.sqs.QueuePolicy(
      name,
      { queueUrl: url, policy: policy([encryptedConnectionsOnly('sqs:*', arn)]) },
      { parent: this },
    );
  }
}
