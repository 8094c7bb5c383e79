import { join, relative } from 'node:path';
import type { Tally } from '../suite/tally.ts';
import { runTests, tryAll } from './commands.ts';
import { admits } from './constraints.ts';
import { apply, plan } from './environment.ts';
import { type Environment, layoutOf } from './layout.ts';
import { differences, type Facts, type Planned } from './planned.ts';
import { type Schemas, serveFor } from './providers.ts';
import { type Terraform, terraformWith } from './terraform.ts';

/**
 * Tries all the Terraform below a folder, and leaves what terraform leaves there.
 *
 * @returns what is planned, by file of variables
 * @param facts what is known of the plans, by file of variables; of a file that is not there, it is a failure
 */
export async function tryFolder(
  program: string,
  schemas: Schemas,
  folder: string,
  facts: Readonly<Record<string, Facts>>,
  tally: Tally,
): Promise<ReadonlyMap<string, Planned>> {
  const served = await serveFor(schemas, folder);
  const terraform = terraformWith(program, { TF_REATTACH_PROVIDERS: served.reattach });
  const { environments, tested } = layoutOf(folder);
  const files = environments.map(({ file }) => file);
  const plans = new Map<string, Planned>();
  try {
    const valid = await tryAll(terraform, folder, tally);
    for (const environment of environments.filter(({ root }) => valid.includes(root))) {
      const planned = await plan(terraform, folder, environment, tally);
      if (planned) {
        plans.set(environment.file, planned);
        judge(planned, environment.file, facts[environment.file], schemas, tally);
        await apply(terraform, folder, environment, tally);
      }
      if (tested.includes(environment.root)) await testWith(terraform, folder, environment, tally);
    }
  } finally {
    served.stop();
  }
  tally.faultless(
    'there is a file for all variables of which something is known',
    Object.keys(facts).filter(file => !files.includes(file)),
  );
  return plans;
}

function judge(
  planned: Planned,
  file: string,
  facts: Facts | undefined,
  schemas: Schemas,
  tally: Tally,
): void {
  const wrong = planned.providers.filter(({ source, constraint }) => {
    const version = schemas.get(source)?.version;
    return constraint === undefined || version === undefined || !admits(constraint, version);
  });
  tally.faultless(
    `${file} takes the versions of providers that it is tried with`,
    wrong.map(({ source, constraint }) => `${source} ${schemas.get(source)?.version} is not ${constraint}`),
  );
  if (!facts) return;
  const sentence = `${file} plans what is known of it, ${planned.resources.size} resources`;
  tally.faultless(sentence, differences(planned, facts));
}

const testWith = (
  terraform: Terraform,
  folder: string,
  { root, file }: Environment,
  tally: Tally,
): Promise<void> =>
  runTests(terraform, join(folder, root), `with ${file}`, tally, [`-var-file=${relative(root, file)}`]);
