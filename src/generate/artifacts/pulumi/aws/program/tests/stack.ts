import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Made, stackOf } from './mocks';

/** What has to be true of any environment. */
export function tryStack(environment: string): void {
  test(`${environment}: what is asked for is what is made`, async t => {
    const made = await stackOf(environment);
    const of = (type: string): Made[] => made.filter(resource => resource.type === type);

    await t.test('no two resources of a type have the same name', () => {
      const names = made.map(({ type, name }) => `${type} ${name}`);
      assert.deepEqual([...new Set(names)], names);
    });

    await t.test('what runs is in private subnets, and nothing has an address of the internet', () => {
      const services = of('aws:ecs/service:Service');
      assert.notEqual(services.length, 0);
      for (const { name, inputs } of services) {
        const { subnets, assignPublicIp } = inputs.networkConfiguration;
        assert.equal(assignPublicIp, false, name);
        for (const subnet of subnets) assert.match(subnet, /-private-/, name);
      }
    });

    await t.test('subnets share no address', () => {
      const blocks = of('aws:ec2/subnet:Subnet').map(({ inputs }) => inputs.cidrBlock);
      assert.deepEqual([...new Set(blocks)], blocks);
    });

    await t.test('nobody but AWS itself and the account may do everything', () => {
      for (const { name, inputs } of of('aws:iam/rolePolicy:RolePolicy'))
        for (const { Action, Resource } of JSON.parse(inputs.policy).Statement)
          for (const resource of [Resource].flat())
            if (resource === '*') assert.deepEqual(Action, ['ecr:GetAuthorizationToken'], name);
    });

    await t.test('what is stored is encrypted, and no database has an address of the internet', () => {
      for (const { name, inputs } of of('aws:rds/instance:Instance')) {
        assert.equal(inputs.storageEncrypted, true, name);
        assert.equal(inputs.publiclyAccessible, false, name);
      }
      for (const { inputs } of of('aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock'))
        assert.equal(inputs.blockPublicPolicy && inputs.restrictPublicBuckets, true);
      assert.equal(
        of('aws:s3/bucket:Bucket').length,
        of('aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock').length,
      );
    });

    await t.test('a queue has a queue for its dead letters', () => {
      const queues = of('aws:sqs/queue:Queue').map(({ inputs }) => inputs);
      const open = queues.filter(({ redrivePolicy }) => redrivePolicy !== undefined);
      assert.equal(open.length * 2, queues.length);
    });

    await t.test('alarms are told to people, and again when they end', () => {
      const alarms = of('aws:cloudwatch/metricAlarm:MetricAlarm');
      assert.notEqual(alarms.length, 0);
      for (const { name, inputs } of alarms) {
        assert.equal(inputs.alarmActions.length, 1, name);
        assert.deepEqual(inputs.alarmActions, inputs.okActions, name);
      }
    });
  });
}
