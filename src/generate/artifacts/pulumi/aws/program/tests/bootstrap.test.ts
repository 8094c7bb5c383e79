import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stackOf } from './mocks';

test('what outlives the environments is there before them', async t => {
  const made = await stackOf('account', 'bootstrap');
  const of = (type: string) => made.filter(resource => resource.type === type);

  await t.test('the state has versions and a key, and nobody sees it from outside', () => {
    assert.equal(of('aws:s3/bucket:Bucket').length, 1);
    const [versions] = of('aws:s3/bucketVersioning:BucketVersioning');
    assert.equal(versions?.inputs.versioningConfiguration.status, 'Enabled');
    assert.equal(of('aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock').length, 1);
  });

  await t.test('a tag of an image is given once', () => {
    for (const { name, inputs } of of('aws:ecr/repository:Repository'))
      assert.equal(inputs.imageTagMutability, 'IMMUTABLE', name);
  });

  await t.test('a budget tells of what is spent and of what will be', () => {
    for (const { name, inputs } of of('aws:budgets/budget:Budget'))
      assert.deepEqual(
        inputs.notifications.map(({ notificationType }: { notificationType: string }) => notificationType),
        ['ACTUAL', 'FORECASTED'],
        name,
      );
  });
});
