import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Tally } from '../suite/tally.ts';
import { layoutOf } from './layout.ts';
import { type Planned, plannedIn } from './planned.ts';
import type { Terraform } from './terraform.ts';

interface Validation {
  readonly diagnostics: readonly {
    readonly summary: string;
    readonly detail: string;
    readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
    readonly snippet?: { readonly code: string };
  }[];
}

/**
 * All that needs no variables: every file is formatted, every configuration is valid without a warning, tests pass.
 *
 * @returns the configurations that are valid: of the others nothing more can be said
 */
export async function tryAll(terraform: Terraform, folder: string, tally: Tally): Promise<readonly string[]> {
  const format = await terraform(folder, ['fmt', '-check', '-recursive', '-diff', '-list=false']);
  tally.judge('terraform fmt', format.isWell, () => format.said);
  const { roots, tested, environments } = layoutOf(folder);
  const valid: string[] = [];
  for (const root of roots) {
    const path = join(folder, root);
    const { isWell, said } = await terraform(path, ['init', '-backend=false', '-input=false']);
    if (!tally.judge(`terraform init in ${root}`, isWell, () => said)) continue;
    if (!tally.faultless(`terraform validate in ${root}`, await faultsIn(terraform, path))) continue;
    valid.push(root);
    const needsVariables = environments.some(environment => environment.root === root);
    if (tested.includes(root) && !needsVariables) await runTests(terraform, path, `in ${root}`, tally);
  }
  return valid;
}

async function faultsIn(terraform: Terraform, path: string): Promise<readonly string[]> {
  const { stdout, said } = await terraform(path, ['validate', '-json']);
  if (!stdout.startsWith('{')) return [said];
  return (JSON.parse(stdout) as Validation).diagnostics.map(({ summary, detail, range, snippet }) => {
    const place = range ? `${range.filename}:${range.start.line}: ` : '';
    return `${place}${summary}: ${detail}${snippet ? ` (${snippet.code.trim()})` : ''}`;
  });
}

/** @param options such as those that name variables */
export async function runTests(
  terraform: Terraform,
  path: string,
  title: string,
  tally: Tally,
  options: readonly string[] = [],
): Promise<void> {
  const { isWell, stdout, said } = await terraform(path, ['test', ...options]);
  const [, passed = '0', failed = '0'] = /(\d+) passed, (\d+) failed/.exec(stdout) ?? [];
  const failures = stdout.match(/^ +run .* fail$/gm) ?? [];
  tally.judge(`terraform test ${title}: ${passed} passed, ${failed} failed`, isWell && passed !== '0', () =>
    [...failures, said].join('\n'),
  );
}

/**
 * Plans a configuration for one environment, with a state of its own that is empty.
 *
 * @param variables a file of variables, by its path below the folder
 * @returns undefined where there is no plan; the tally knows why
 */
export async function plan(
  terraform: Terraform,
  folder: string,
  { root, file }: { readonly root: string; readonly file: string },
  tally: Tally,
): Promise<Planned | undefined> {
  const path = join(folder, root);
  // The state is where nobody here can reach it.
  writeFileSync(join(path, 'backend_override.tf'), 'terraform {\n  backend "local" {}\n}\n');
  const init = await terraform(path, ['init', '-reconfigure', '-input=false']);
  if (!tally.judge(`terraform init for ${file}`, init.isWell, () => init.said)) return undefined;
  const variables = `-var-file=${relative(root, file)}`;
  const planned = await terraform(path, ['plan', '-input=false', '-lock=false', variables, '-out=plan']);
  if (!tally.judge(`terraform plan for ${file}`, planned.isWell, () => planned.said)) return undefined;
  const shown = await terraform(path, ['show', '-json', 'plan']);
  return tally.judge(`terraform show for ${file}`, shown.isWell, () => shown.said)
    ? plannedIn(shown.stdout)
    : undefined;
}
