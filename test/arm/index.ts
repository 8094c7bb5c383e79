/**
 * npm run test:arm: templates as they are generated, read as a deployment would read them, and held against what Terraform
 * plans for the same documents. No Azure is asked.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runSuite, type Suite } from '../suite/index.ts';
import { neverSaid, unlike } from '../terraform/forms/same.ts';
import type { Planned } from '../terraform/planned.ts';
import { plansOf } from '../terraform/plans.ts';
import { type Stack, stacksOf } from '../terraform/stacks.ts';
import { checkBindings } from './bindings/index.ts';
import { kinds, saidElsewhere } from './essence.ts';
import type { Value } from './evaluate.ts';
import { type Resource, wouldMake } from './made.ts';

const form = { kinds, saidElsewhere };

await runSuite('arm', async suite => {
  const pairs: (readonly [Planned, readonly Resource[]])[] = [];
  for (const stack of stacksOf(suite.project, undefined).filter(isForTemplates)) {
    suite.tally.title(`Generated for ${stack.name}`);
    pairs.push(...(await compare(stack, suite)));
  }
  suite.tally.faultless('each fact that is compared is known of both forms', neverSaid(form, pairs));
  checkBindings(
    pairs.flatMap(([, made]) => made),
    suite,
  );
});

/** Templates are made for Container Apps. */
function isForTemplates({ argv, name }: Stack): boolean {
  return argv.includes('azure') && !name.startsWith('REQ-06');
}

async function compare(
  stack: Stack,
  suite: Suite,
): Promise<readonly (readonly [Planned, readonly Resource[]])[]> {
  const { tally, work, program } = suite;
  const project = join(work, stack.name);
  mkdirSync(project, { recursive: true });
  stack.layOut(project);
  const command = [program, 'generate-infra', ...stack.argv, '--type', 'arm', '--output', 'arm/'];
  const { status, stderr } = spawnSync(process.execPath, command, { cwd: project, encoding: 'utf8' });
  if (!tally.judge('templates are generated', status === 0, () => stderr)) return [];
  const folder = join(project, 'arm');
  const plans = await plansOf(stack, project, suite);
  const read = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8')) as Value;
  const environments = readdirSync(join(folder, 'environments')).map(file => `environments/${file}`);
  return [...environments, 'bootstrap.parameters.json'].flatMap(file => {
    const root = basename(file, '.parameters.json');
    const variables = root === 'bootstrap' ? 'bootstrap/terraform.tfvars' : `environments/${root}.tfvars`;
    const planned = plans.get(variables);
    if (!tally.judge(`Terraform plans ${variables}`, planned !== undefined) || !planned) return [];
    const made = wouldMake(root === 'bootstrap' ? 'bootstrap.json' : 'main.json', file, read);
    const others = withoutState(planned);
    tally.faultless(
      `${root}: templates make what Terraform plans, ${others.resources.size} resources`,
      unlike(form, others, made),
    );
    return [[others, made] as const];
  });
}

/**
 * Resource Manager keeps no state that would have to lie somewhere, and makes keys itself: whoever deploys needs no right to.
 */
function withoutState({ resources, providers }: Planned): Planned {
  const isOurs = (address: string) => !/\.state\b|role_assignment\.keys\b/.test(address);
  return { resources: new Map([...resources].filter(([address]) => isOurs(address))), providers };
}
