import { writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { Tally } from '../suite/tally.ts';
import type { Environment } from './layout.ts';
import { type Planned, plannedIn } from './planned.ts';
import type { Terraform } from './terraform.ts';

/** The state is where nobody here can reach it: each environment has an empty one of its own beside the configuration. */
const override = 'terraform {\n  backend "local" {}\n}\n';

/**
 * Plans a configuration for one environment, from nothing.
 *
 * @returns undefined where there is no plan; the tally knows why
 */
export async function plan(
  terraform: Terraform,
  folder: string,
  { root, file }: Environment,
  tally: Tally,
): Promise<Planned | undefined> {
  const path = join(folder, root);
  writeFileSync(join(path, 'backend_override.tf'), override);
  const state = `-backend-config=path=${basename(file)}.tfstate`;
  const commands = [['init', '-reconfigure', state], planTo(root, file), ['show', '-json', 'plan']];
  let shown = '';
  for (const argv of commands) {
    const { isWell, stdout, said } = await terraform(path, argv);
    if (!isWell) {
      tally.judge(`terraform ${argv[0]} for ${file}`, false, () => said);
      return undefined;
    }
    shown = stdout;
  }
  tally.judge(`terraform plan for ${file}`, true);
  return plannedIn(shown);
}

const planTo = (root: string, file: string): readonly string[] => [
  'plan',
  '-input=false',
  `-var-file=${relative(root, file)}`,
  '-out=plan',
];

/** Carries the plan out with the stand-in: what was unknown has a value then, and a second plan has nothing left to do. */
export async function apply(
  terraform: Terraform,
  folder: string,
  { root, file }: Environment,
  tally: Tally,
): Promise<void> {
  const path = join(folder, root);
  const applied = await terraform(path, ['apply', '-input=false', 'plan']);
  if (!tally.judge(`terraform apply for ${file}`, applied.isWell, () => applied.said)) return;
  // 2 when there is something to change.
  const again = await terraform(path, [...planTo(root, file), '-detailed-exitcode']);
  tally.judge(`a second plan for ${file} changes nothing`, again.isWell, () => again.said);
}
