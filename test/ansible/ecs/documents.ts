import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { ends } from '../stage.ts';
import type { EcsStage } from './reader.ts';

const document = 'REQ-02_deployment_requirements_example.md';
const host = 'staging.api.example.com';

/**
 * The playbooks of a REQ of others as they stand: ECS Fargate, RDS, S3, ElastiCache and SQS.
 *
 * @param corpus the folder of the documents of others
 */
export async function documentsOfOthers(stage: EcsStage, program: string, corpus: string): Promise<void> {
  const { tally, folder, read } = stage;
  tally.title('the playbooks of REQ-02');
  cpSync(join(corpus, 'sdd', document), join(folder, document));
  const argv = [program, 'generate-ansible-playbooks', '--req', document, '--output', 'ansible/'];
  const { status, stderr } = spawnSync(process.execPath, argv, { cwd: folder, encoding: 'utf8' });
  if (!tally.judge('they are generated', status === 0, () => stderr)) return;
  await foundation(stage);
  await ends(stage, 'the infrastructure is made', true, 'provision_infra.yml');
  tally.equal(
    'there is the database',
    await read(
      'rds describe-db-instances',
      'DBInstances[].[DBInstanceIdentifier, Engine, EngineVersion, AllocatedStorage, StorageEncrypted, PubliclyAccessible, BackupRetentionPeriod]',
    ),
    [['web-service-staging-database', 'postgres', '15.3', 100, true, false, 7]],
  );
  tally.equal(
    'the cache',
    await read(
      'elasticache describe-replication-groups',
      'ReplicationGroups[].[ReplicationGroupId, TransitEncryptionEnabled, AtRestEncryptionEnabled]',
    ),
    [['web-service-staging-cache', true, true]],
  );
  tally.equal('the bucket', await read('s3api list-buckets', 'Buckets[].Name'), [
    'web-service-staging-storage-123456789012',
  ]);
  tally.equal(
    'and the queues',
    ((await read('sqs list-queues', 'QueueUrls')) as readonly string[])
      .map(url => url.replace(/^.*\//, ''))
      .toSorted(),
    ['web-service-staging-queue', 'web-service-staging-queue-dead-letters'],
  );
  for (const playbook of [
    'configure_instances.yml',
    'deploy_app.yml',
    'configure_monitoring.yml',
    'configure_security.yml',
  ]) {
    const words = ['-e', JSON.stringify({ ecs_delay: 1, ecs_deploy_seconds: 20, ecs_url: '' })];
    await ends(stage, `${playbook} goes well`, true, playbook, ...words);
  }
  await recovery(stage);
}

async function foundation({ amazon }: EcsStage): Promise<void> {
  await amazon.aws('acm', 'request-certificate', '--domain-name', host, '--region', 'us-east-1');
  await amazon.aws('route53', 'create-hosted-zone', '--name', 'example.com', '--caller-reference', 'y');
}

/** A snapshot of the database, and an instance that is made of it. */
async function recovery(stage: EcsStage): Promise<void> {
  const { tally, read } = stage;
  const play = (sentence: string, isWell: boolean, ...words: readonly string[]) =>
    ends(stage, sentence, isWell, 'backup_restore.yml', ...words.flatMap(word => ['-e', word]));
  const none = await play('without a word it looks only', true);
  tally.equal('nothing is changed', none.changed, 0);
  await play('a snapshot is taken', true, 'backup_now=true');
  await play('it is restored', true, 'backup_restore=latest');
  tally.equal(
    'beside the one that serves',
    await read(
      'rds describe-db-instances',
      'sort_by(DBInstances, &DBInstanceIdentifier)[].[DBInstanceIdentifier, DBInstanceStatus, AllocatedStorage, StorageEncrypted]',
    ),
    [
      ['web-service-staging-database', 'available', 100, true],
      ['web-service-staging-database-restored', 'available', 100, true],
    ],
  );
  await play('nothing is restored over it', false, 'backup_restore=latest');
  await play('nor what is not there', false, 'backup_restore=nothing', 'backup_restore_into=other');
}
