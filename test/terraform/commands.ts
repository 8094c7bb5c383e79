import { join } from 'node:path';
import type { Tally } from '../suite/tally.ts';
import { layoutOf } from './layout.ts';
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
