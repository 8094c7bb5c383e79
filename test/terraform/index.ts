/**
 * npm run test:terraform [-- FOLDER]: Terraform as it is generated, or as it lies in a folder, tried by the real terraform with the
 * schemas of the real providers.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { runSuite, type Suite } from '../suite/index.ts';
import { plan, tryAll } from './commands.ts';
import { layoutOf } from './layout.ts';
import { tryMistakes } from './mistakes/index.ts';
import { ownFacts } from './own.ts';
import { differences, type Facts } from './planned.ts';
import { bringSchemas, type Schemas, serveFor } from './providers.ts';
import { findTerraform, terraformWith } from './terraform.ts';

await runSuite('terraform', async suite => {
  const program = findTerraform(process.env);
  if (!suite.tally.judge('terraform is here', program !== undefined) || !program) return;
  const schemas = bringSchemas();
  const [folder] = process.argv.slice(2);
  if (folder) return tryFolder(program, schemas, copied(folder, suite), {}, suite.tally);
  await tryMistakes(program, schemas, suite);
  await tryOwn(program, schemas, suite);
});

/** A configuration that uses all that a generated one does: what is said of it is known beforehand. */
async function tryOwn(program: string, schemas: Schemas, suite: Suite): Promise<void> {
  const { project, tally } = suite;
  tally.title('A configuration written by hand');
  const folder = copied(join(project, 'test', 'terraform', 'own'), suite);
  await tryFolder(program, schemas, folder, ownFacts, suite.tally);
}

/** Terraform leaves files beside a configuration. */
function copied(folder: string, { work }: Suite): string {
  const copy = join(work, 'configuration');
  cpSync(folder, copy, { recursive: true });
  return copy;
}

async function tryFolder(
  program: string,
  schemas: Schemas,
  folder: string,
  facts: Readonly<Record<string, Facts>>,
  tally: Suite['tally'],
): Promise<void> {
  const served = await serveFor(schemas, folder);
  try {
    const terraform = terraformWith(program, served.reattach);
    await tryAll(terraform, folder, tally);
    for (const environment of layoutOf(folder).environments) {
      const planned = await plan(terraform, folder, environment, tally);
      if (!planned) continue;
      tally.faultless(
        `${environment.file} plans what is known of it, ${planned.size} resources`,
        differences(planned, facts[environment.file] ?? {}),
      );
    }
  } finally {
    served.stop();
  }
}
