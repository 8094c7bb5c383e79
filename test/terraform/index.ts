/**
 * npm run test:terraform [-- FOLDER | --only STACK]: Terraform as it is generated, or as it lies in a folder, tried by the real
 * terraform with the schemas of the real providers.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runSuite, type Suite } from '../suite/index.ts';
import { tryMistakes } from './mistakes/index.ts';
import { ownFacts } from './own.ts';
import { bringSchemas } from './providers.ts';
import { type Stack, stacksOf } from './stacks.ts';
import { findTerraform } from './terraform.ts';
import { tryFolder } from './try-folder.ts';

await runSuite('terraform', async suite => {
  const { project, tally } = suite;
  const program = findTerraform(process.env);
  if (!tally.judge('terraform is here', program !== undefined) || !program) return;
  const schemas = bringSchemas();
  const options = { only: { type: 'string' } } as const;
  const { positionals, values } = parseArgs({ options, allowPositionals: true });
  const [folder] = positionals;
  if (folder) return tryFolder(program, schemas, copied(folder, suite), {}, tally);
  if (values.only === undefined) {
    await tryMistakes(program, schemas, suite);
    tally.title('A configuration written by hand');
    await tryFolder(program, schemas, copied(join(project, 'test/terraform/own'), suite), ownFacts, tally);
  }
  const corpus = process.env['DEVOPS_FLOW_CORPUS'];
  if (corpus === undefined) tally.skip('the documents of others, which DEVOPS_FLOW_CORPUS names');
  const chosen = stacksOf(project, corpus).filter(({ name }) => name === (values.only ?? name));
  tally.judge('there are documents of that name', chosen.length > 0);
  for (const stack of chosen) {
    tally.title(`Generated for ${stack.name}`);
    const generated = generate(stack, suite);
    if (generated) await tryFolder(program, schemas, generated, stack.facts, tally);
  }
});

/** Terraform leaves files beside a configuration. */
function copied(folder: string, { work }: Suite): string {
  const copy = join(work, 'configuration');
  cpSync(folder, copy, { recursive: true });
  return copy;
}

function generate({ name, layOut, argv }: Stack, { program, work, tally }: Suite): string | undefined {
  const folder = join(work, 'projects', name);
  mkdirSync(folder, { recursive: true });
  layOut(folder);
  const command = [program, 'generate-infra', ...argv, '--output', 'infrastructure/'];
  const { status, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' });
  return tally.judge('Terraform is generated', status === 0, () => stderr)
    ? join(folder, 'infrastructure')
    : undefined;
}
