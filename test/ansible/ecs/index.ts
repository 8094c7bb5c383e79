/** Playbooks of the example for ECS, with the real aws and the collections of Ansible, against moto. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Amazon } from '../../aws/amazon.ts';
import { Tasks } from '../../aws/tasks.ts';
import { imageOf } from '../../docker/versions.ts';
import type { Suite } from '../../suite/index.ts';
import { type Play, played } from '../plays.ts';
import { generateForEcs } from '../project.ts';
import { configuration } from './configuration.ts';
import { deploys } from './deploys.ts';
import { provision } from './provision.ts';
import { reader } from './reader.ts';
import { byTerraform } from './terraform.ts';

export async function onAmazon({ project, program, work, tally }: Suite): Promise<void> {
  tally.title('playbooks on ECS, by moto');
  const programs = process.env['DEVOPS_FLOW_AWS'];
  const ansible = programs && join(programs, 'ansible-playbook');
  if (!programs || !ansible || !existsSync(ansible))
    return tally.skip('DEVOPS_FLOW_AWS names no folder with aws, moto_server and ansible-playbook');
  const folder = join(work, 'on-ecs');
  const migrated = join(work, 'migrated');
  const fault = generateForEcs(project, program, folder, migrated);
  if (!tally.judge('the playbooks are generated', fault === '', () => fault)) return;
  const amazon = await Amazon.start(programs, image => image === imageOf('bad'));
  const tasks = await Tasks.start(project, work, () => amazon.serves);
  try {
    const playIn =
      (settings: NodeJS.ProcessEnv): Play =>
      (playbook, ...words) =>
        played(ansible, [playbook, '-e', 'target_env=staging', ...words], join(folder, 'ansible'), {
          ...amazon.environment,
          ...settings,
        });
    const read = reader(amazon, 'us-east-1');
    const stage = { tally, folder, migrated, url: tasks.url, amazon, read, play: playIn({}) };
    await provision(stage);
    await deploys(stage);
    await configuration(stage);
    await byTerraform(stage, program, playIn);
  } finally {
    tasks.stop();
    amazon.stop();
  }
}
