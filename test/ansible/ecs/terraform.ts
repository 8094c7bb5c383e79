import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bringSchemas, serveFor } from '../../terraform/providers.ts';
import { findTerraform } from '../../terraform/terraform.ts';
import type { Played } from '../plays.ts';
import { ends, said } from '../stage.ts';
import type { EcsStage } from './reader.ts';

const bucket = 'states-of-orders';

/**
 * The same playbook where Terraform's configuration lies beside: the real terraform, its state in a bucket of moto, and the
 * provider that test/terraform plays.
 */
export async function byTerraform(
  stage: EcsStage,
  program: string,
  playIn: (settings: NodeJS.ProcessEnv) => EcsStage['play'],
): Promise<void> {
  const { tally, folder, amazon } = stage;
  tally.title('infrastructure by Terraform');
  const terraform = findTerraform(process.env);
  if (!tally.judge('terraform is here', terraform !== undefined)) return;
  const argv = [program, 'generate-infra', '--cloud', 'aws', '--output', 'infrastructure/'];
  const { status, stderr } = spawnSync(process.execPath, argv, { cwd: folder, encoding: 'utf8' });
  if (!tally.judge('Terraform is generated', status === 0, () => stderr)) return;
  await amazon.aws('s3api', 'create-bucket', '--bucket', bucket, '--region', 'us-east-1');
  const served = await serveFor(bringSchemas('aws'), join(folder, 'infrastructure'));
  const play = playIn({
    TF_REATTACH_PROVIDERS: served.reattach,
    TF_CLI_CONFIG_FILE: '/dev/null',
    CHECKPOINT_DISABLE: '1',
  });
  try {
    await environment({ ...stage, play });
  } finally {
    served.stop();
  }
}

async function environment(stage: EcsStage): Promise<void> {
  const { tally, read } = stage;
  const provision = (sentence: string, isWell: boolean, name: string, ...words: readonly string[]) =>
    ends(stage, sentence, isWell, 'provision_infra.yml', '-e', `target_env=${name}`, ...words);
  const stated = ['-e', `infrastructure_state_bucket=${bucket}`];
  const states = () => read(`s3api list-objects-v2 --bucket ${bucket}`, 'Contents[].Key');
  const second = await provision('what Ansible has made is not made again', false, 'staging', ...stated);
  says(stage, second, 'Ansible has made the network of orders-staging, and Terraform would now make another');
  const lost = await provision('without a bucket for the state it is refused', false, 'production');
  says(stage, lost, 'No bucket for the state is known');
  const dry = await provision('a dry run plans', true, 'production', '--check', ...stated);
  tally.judge('it says how much', dry.changed === 1 && /Plan: \d+ to add/.test(dry.text), () => said(dry));
  tally.equal('there is no state after that', await states(), null);
  await provision('the environment is applied', true, 'production', ...stated);
  tally.equal('its state lies in the bucket', await states(), ['orders/production.tfstate']);
  const again = await provision('it is applied again', true, 'production', ...stated);
  tally.equal('a second run changes nothing', again.changed, 0);
}

const says = ({ tally }: EcsStage, { text }: Played, words: string) =>
  tally.judge('it says why', text.replaceAll(/\s+/g, ' ').includes(words), () => text.slice(-1500));
