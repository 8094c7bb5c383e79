import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ends } from '../stage.ts';
import type { EcsStage } from './reader.ts';

/** Settings of the documents for tasks that run, what watches them, and what looks whether AWS is as it was made. */
export async function configuration(stage: EcsStage): Promise<void> {
  await settings(stage);
  await watch(stage);
  await audit(stage);
}

async function settings(stage: EcsStage): Promise<void> {
  const { tally, folder, read, amazon, url } = stage;
  tally.title('settings of the documents');
  const brief = ['-e', JSON.stringify({ ecs_url: url, ecs_delay: 1, ecs_deploy_seconds: 20 })];
  const serves = amazon.serves;
  const playbook = 'configure_instances.yml';
  const file = join(folder, 'ansible', 'environments', 'staging.yml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('LOG_LEVEL: info', 'LOG_LEVEL: debug'));
  const dry = await ends(stage, 'a dry run does not fail', true, playbook, '--check', ...brief);
  tally.equal('it finds the setting that is another', dry.changed, 1);
  await ends(stage, 'the setting is brought', true, playbook, ...brief);
  const running = 'ecs describe-services --cluster orders-staging --services orders';
  const revision = String(await read(running, 'services[0].taskDefinition'));
  tally.equal(
    'the tasks that run have it',
    await read(
      `ecs describe-task-definition --task-definition ${revision}`,
      "taskDefinition.containerDefinitions[0].[image, environment[?name=='LOG_LEVEL'].value | [0]]",
    ),
    [serves, 'debug'],
  );
  const again = await ends(stage, 'it is brought again', true, playbook, ...brief);
  tally.equal('a second run changes nothing', again.changed, 0);
}

async function watch(stage: EcsStage): Promise<void> {
  const { tally, read } = stage;
  tally.title('alarms and a dashboard');
  const playbook = 'configure_monitoring.yml';
  await ends(stage, 'a dry run does not fail', true, playbook, '--check');
  tally.equal('it makes nothing', await read('cloudwatch list-dashboards', 'DashboardEntries'), []);
  await ends(stage, 'they are made', true, playbook);
  const again = await ends(stage, 'they are made again', true, playbook);
  tally.equal('a second run changes nothing', again.changed, 0);
  tally.equal(
    'there is an alarm for what is promised, and for what tasks use',
    await read(
      'cloudwatch describe-alarms',
      "sort(MetricAlarms[?starts_with(AlarmName, 'orders-')].AlarmName)",
    ),
    [
      'orders-staging-orders-blue-errors',
      'orders-staging-orders-blue-latency',
      'orders-staging-orders-cpu',
      'orders-staging-orders-green-errors',
      'orders-staging-orders-green-latency',
      'orders-staging-orders-memory',
    ],
  );
}

async function audit(stage: EcsStage): Promise<void> {
  const { tally, amazon, read } = stage;
  tally.title('what AWS has, as it was made');
  const playbook = 'configure_security.yml';
  const well = await ends(stage, 'nothing is found', true, playbook);
  tally.equal('nothing is changed', well.changed, 0);
  const named = "SecurityGroups[?GroupName=='orders-staging-orders'].GroupId | [0]";
  const group = String(await read('ec2 describe-security-groups', named));
  const open = ['--protocol', 'tcp', '--port', '22', '--cidr', '0.0.0.0/0', '--region', 'us-east-1'];
  await amazon.aws('ec2', 'authorize-security-group-ingress', '--group-id', group, ...open);
  const found = await ends(stage, 'a port that somebody has opened is found', false, playbook);
  tally.judge('by its name', found.text.includes('orders-staging-orders lets everybody in at 22'), () =>
    found.text.slice(-1500),
  );
}
