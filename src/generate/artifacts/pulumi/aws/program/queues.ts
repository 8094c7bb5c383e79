/** Queues. */
import { alarmOfQueue } from './components/alarms';
import type { Permission } from './components/policy';
import { Queue } from './components/queue';
import { config, type ServiceConfig } from './config';
import { keyArn, name } from './foundation';
import { named } from './named';

export const queues = new Map(
  [...config.queues].map(([key, queue]) => [key, new Queue(`${name}-${key}`, { ...queue, keyArn })]),
);

//: addresses
/** What services are told of where they are. */
export const queueAddresses = [...queues].flatMap(([key, { url, queueName }]) => [
  { name: `${key}.url`, value: url },
  { name: `${key}.name`, value: queueName },
]);

//: end
export const queuePermissions = (service: ServiceConfig): Permission[] =>
  service.queues.flatMap(key => [
    {
      actions: [
        'sqs:SendMessage',
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:ChangeMessageVisibility',
        'sqs:GetQueueAttributes',
      ],
      resources: [named(queues, key).arn],
    },
    { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [keyArn] },
  ]);

export const queueAlarms = [...queues].map(([key, { deadLettersName }]) =>
  alarmOfQueue(key, deadLettersName),
);
