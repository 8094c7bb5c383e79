/** Playbooks of the example and of a document of others for ECS, with the real aws and the collections of Ansible, against moto. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Amazon } from '../../aws/amazon.ts';
import { Tasks } from '../../aws/tasks.ts';
import { imageOf } from '../../docker/versions.ts';
import type { Suite } from '../../suite/index.ts';
import { type Play, played } from '../plays.ts';
import { generateForEcs } from '../project.ts';
import { configuration } from './configuration.ts';
import { deploys } from './deploys.ts';
import { documentsOfOthers } from './documents.ts';
import { provision } from './provision.ts';
import { type EcsStage, reader } from './reader.ts';
import { byTerraform } from './terraform.ts';

export async function onAmazon({ project, program, work, tally }: Suite): Promise<void> {
  tally.title('playbooks on ECS, by moto');
  const programs = process.env['DEVOPS_FLOW_AWS'];
  const ansible = programs && join(programs, 'ansible-playbook');
  if (!programs || !ansible || !existsSync(ansible))
    return tally.skip('DEVOPS_FLOW_AWS names no folder with aws, moto_server and ansible-playbook');
  const suite = { tally, work, project, program, programs, ansible };
  await ofTheExample(suite);
  const corpus = process.env['DEVOPS_FLOW_CORPUS'];
  if (corpus === undefined) return tally.skip('the documents of others, which DEVOPS_FLOW_CORPUS names');
  await onStage(suite, 'of-others', stage => documentsOfOthers(stage, program, corpus));
}

interface Programs extends Suite {
  /** The folder of `aws` and `moto_server`. */
  readonly programs: string;
  readonly ansible: string;
}

async function ofTheExample(suite: Programs): Promise<void> {
  const { project, program, tally, work } = suite;
  await onStage(suite, 'on-ecs', async (stage, playIn) => {
    const fault = generateForEcs(project, program, stage.folder, join(work, 'migrated'));
    if (!tally.judge('the playbooks are generated', fault === '', () => fault)) return;
    await provision(stage);
    await deploys(stage);
    await configuration(stage);
    await byTerraform(stage, program, playIn);
  });
}

/** An account of its own, and the versions of the example as its tasks. */
async function onStage(
  { project, work, tally, programs, ansible }: Programs,
  name: string,
  act: (stage: EcsStage, playIn: (settings: NodeJS.ProcessEnv) => Play) => Promise<void>,
): Promise<void> {
  const folder = join(work, name);
  mkdirSync(folder);
  const amazon = await Amazon.start(programs, image => image === imageOf('bad'));
  const tasks = await Tasks.start(project, folder, () => amazon.serves);
  const playIn =
    (settings: NodeJS.ProcessEnv): Play =>
    (playbook, ...words) =>
      played(ansible, [playbook, '-e', 'target_env=staging', ...words], join(folder, 'ansible'), {
        ...amazon.environment,
        ...settings,
      });
  const read = reader(amazon, 'us-east-1');
  const migrated = join(work, 'migrated');
  try {
    await act({ tally, folder, migrated, url: tasks.url, amazon, read, play: playIn({}) }, playIn);
  } finally {
    tasks.stop();
    amazon.stop();
  }
}
