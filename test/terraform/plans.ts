import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Suite } from '../suite/index.ts';
import { plan } from './environment.ts';
import { layoutOf } from './layout.ts';
import type { Planned } from './planned.ts';
import { bringSchemas, serveFor } from './providers.ts';
import type { Stack } from './stacks.ts';
import { findTerraform, terraformWith } from './terraform.ts';

/**
 * What Terraform plans for the same documents, by the file of variables: `environments/prod.tfvars`.
 *
 * @param folder the project, its documents laid out
 */
export async function plansOf(
  { argv }: Stack,
  folder: string,
  { program, tally }: Suite,
): Promise<ReadonlyMap<string, Planned>> {
  const terraform = findTerraform(process.env);
  if (!tally.judge('terraform is here', terraform !== undefined) || !terraform) return new Map();
  const command = [program, 'generate-infra', ...argv, '--output', 'infrastructure/'];
  const { status, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' });
  if (!tally.judge('Terraform is generated', status === 0, () => stderr)) return new Map();
  const infrastructure = join(folder, 'infrastructure');
  const served = await serveFor(bringSchemas(), infrastructure);
  const plans = new Map<string, Planned>();
  try {
    for (const environment of layoutOf(infrastructure).environments) {
      const planned = await plan(
        terraformWith(terraform, { TF_REATTACH_PROVIDERS: served.reattach }),
        infrastructure,
        environment,
        tally,
      );
      if (planned) plans.set(environment.file, planned);
    }
  } finally {
    served.stop();
  }
  return plans;
}
