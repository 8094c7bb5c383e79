import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tally } from '../../suite/tally.ts';
import { apply, plan } from '../environment.ts';
import { type Schemas, serveFor } from '../providers.ts';
import { type Terraform, terraformWith } from '../terraform.ts';
import { type Mistake, mistakes } from './table.ts';

interface Validation {
  readonly diagnostics: readonly {
    readonly severity: string;
    readonly summary: string;
    readonly detail: string;
  }[];
}

/** The stand-in is itself tried: a right configuration passes, and each mistake in it is refused for what it is. */
export async function tryMistakes(
  program: string,
  schemas: Schemas,
  { project, work, tally }: { readonly project: string; readonly work: string; readonly tally: Tally },
): Promise<void> {
  for (const [name, list] of Object.entries(mistakes)) {
    tally.title(`Mistakes in a configuration for ${name}`);
    const right = readFileSync(join(project, 'test', 'terraform', 'mistakes', `${name}.tf`), 'utf8');
    const folder = join(work, 'mistakes', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'main.tf'), right);
    const served = await serveFor(schemas, folder);
    const terraform = terraformWith(program, { TF_REATTACH_PROVIDERS: served.reattach });
    const { isWell, said } = await terraform(folder, ['init', '-backend=false']);
    tally.judge('terraform init', isWell, () => said);
    tally.equal('without a mistake it is valid', await errorsIn(terraform, folder, right), []);
    await tryRight(terraform, folder, tally);
    for (const mistake of list) await tryMistake(terraform, folder, right, mistake, tally);
    served.stop();
  }
}

/** What is right can be planned and made as well. */
async function tryRight(terraform: Terraform, folder: string, tally: Tally): Promise<void> {
  const environment = { root: '.', file: 'nothing.tfvars' };
  writeFileSync(join(folder, environment.file), '');
  if (await plan(terraform, folder, environment, tally)) await apply(terraform, folder, environment, tally);
}

async function tryMistake(
  terraform: Terraform,
  folder: string,
  text: string,
  [right, wrong, ...errors]: Mistake,
  tally: Tally,
): Promise<void> {
  if (text.split(right).length < 2) throw new Error(`no ${right} in the right configuration`);
  const found = await errorsIn(
    terraform,
    folder,
    text.replace(right, () => wrong),
  );
  tally.equal(`${line(right)} → ${line(wrong) || 'nothing'}: ${errors.join(', ')}`, found, errors);
}

const line = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** @returns the summaries of the errors, each once, sorted */
async function errorsIn(terraform: Terraform, folder: string, text: string): Promise<readonly string[]> {
  writeFileSync(join(folder, 'main.tf'), text);
  const { stdout, said } = await terraform(folder, ['validate', '-json']);
  if (!stdout.startsWith('{')) return [said];
  const { diagnostics } = JSON.parse(stdout) as Validation;
  return [...new Set(diagnostics.map(({ summary }) => summary))].toSorted();
}
