/**
 * npm run test:cloudformation: templates as they are generated, judged by cfn-lint, held against what Terraform plans for
 * the same documents, and made and taken away again by the generated scripts, the real aws and moto.
 *
 * DEVOPS_FLOW_AWS names the folder of `aws`, `moto_server` and `cfn-lint`.
 */
import { join } from 'node:path';
import { runSuite, type Suite } from '../suite/index.ts';
import { startMoto } from '../suite/moto.ts';
import { neverSaid, unlike } from '../terraform/forms/same.ts';
import type { Planned } from '../terraform/planned.ts';
import { plansOf } from '../terraform/plans.ts';
import { type Stack, stacksOf } from '../terraform/stacks.ts';
import { Actions } from './access.ts';
import { kinds, saidElsewhere } from './essence.ts';
import { inMoto } from './in-moto.ts';
import { lint } from './lint.ts';
import { type Templates, templatesOf } from './project.ts';
import type { Resource } from './resolve.ts';

await runSuite('cloudformation', async suite => {
  const { tally } = suite;
  const corpus = process.env['DEVOPS_FLOW_CORPUS'];
  if (corpus === undefined) tally.skip('the documents of others, which DEVOPS_FLOW_CORPUS names');
  const programs = process.env['DEVOPS_FLOW_AWS'];
  if (programs === undefined) tally.skip('cfn-lint and moto: DEVOPS_FLOW_AWS names no folder with them');
  const moto = programs === undefined ? undefined : await startMoto(programs);
  const actions = new Actions();
  const pairs: (readonly [Planned, readonly Resource[]])[] = [];
  try {
    for (const stack of stacksOf(suite.project, corpus).filter(isForTemplates)) {
      tally.title(`Generated for ${stack.name}`);
      const templates = templatesOf(stack, suite);
      if (!templates) continue;
      if (programs !== undefined) lint(join(programs, 'cfn-lint'), templates, tally);
      pairs.push(...(await compare(templates, stack, actions, suite)));
      if (moto) await inMoto(templates, moto, tally);
    }
  } finally {
    moto?.stop();
  }
  tally.faultless('all that Terraform allows is allowed by templates', actions.missing);
  tally.faultless(
    'each fact that is compared is known of both forms',
    neverSaid({ kinds, saidElsewhere }, pairs),
  );
});

/** Templates are made for AWS, and not for Kubernetes, machines or functions there. */
function isForTemplates({ argv, name }: Stack): boolean {
  return argv.includes('aws') && !['EKS', 'EC2', 'Lambda'].includes(name);
}

/** What templates would make is what Terraform plans. @returns both, of each environment */
async function compare(
  templates: Templates,
  stack: Stack,
  actions: Actions,
  suite: Suite,
): Promise<readonly (readonly [Planned, readonly Resource[]])[]> {
  const plans = await plansOf(stack, templates.project, suite);
  suite.tally.faultless(
    'templates allow nothing that Terraform does not',
    actions.compare(join(templates.project, 'infrastructure'), templates.folder),
  );
  return templates.roots.flatMap(({ name, file, variables }) => {
    const planned = plans.get(variables);
    if (!planned) return [];
    const made = templates.made(file);
    suite.tally.faultless(
      `${name}: templates make what Terraform plans, ${planned.resources.size} resources`,
      unlike({ kinds, saidElsewhere }, planned, made),
    );
    return [[planned, made] as const];
  });
}
