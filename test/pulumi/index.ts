/** npm run test:pulumi: programs of Pulumi as they are generated, checked by tsc and tried with Pulumi's own mocks. */
import { dirname } from 'node:path';
import { runSuite, type Suite } from '../suite/index.ts';
import { plansOf } from '../terraform/plans.ts';
import { type Stack, stacksOf } from '../terraform/stacks.ts';
import { differencesIn } from './facts.ts';
import { type Program, programOf } from './program.ts';
import { unlike } from './same.ts';

/** What a person writes by mistake, and tsc has to see: file, text and its mistake. */
const mistakes = [
  ['components/network.ts', 'enableDnsSupport: true', 'enableDnsSuport: true'],
  ['components/compute.ts', "networkMode: 'awsvpc'", 'networkMode: 5'],
  ['components/monitoring.ts', 'namespace: alarm.namespace,', 'namespace: [alarm.namespace],'],
  ['components/roles.ts', 'role: role.name,', ''],
] as const;

await runSuite('pulumi', async suite => {
  const corpus = process.env['DEVOPS_FLOW_CORPUS'];
  if (corpus === undefined) suite.tally.skip('the documents of others, which DEVOPS_FLOW_CORPUS names');
  for (const stack of stacksOf(suite.project, corpus).filter(isForPulumi)) {
    suite.tally.title(`Generated for ${stack.name}`);
    const program = programOf(stack, suite);
    if (!program) continue;
    tryProgram(program, suite);
    await compare(program, stack, suite);
    if (stack.name === 'orders') tryMistakes(program, suite);
  }
});

/** Programs are made for AWS, and not for Kubernetes, machines or functions there. */
function isForPulumi({ argv, name }: Stack): boolean {
  return argv.includes('aws') && !['EKS', 'EC2', 'Lambda'].includes(name);
}

function tryProgram(program: Program, { tally }: Suite): void {
  tally.judge('tsc finds nothing', ...program.run('tsc', ['-p', '.']));
  tally.judge('its own tests pass', ...program.run('node', ['--import', 'tsx', '--test', ...program.tests]));
}

/** What is made is what the documents say, and what Terraform plans for them. */
async function compare(program: Program, stack: Stack, suite: Suite): Promise<void> {
  const { tally } = suite;
  const plans = await plansOf(stack, dirname(program.folder), suite);
  const stacks = program.environments.map(name => [name, `environments/${name}.tfvars`, '.'] as const);
  for (const [name, file, folder] of [
    ...stacks,
    ['account', 'bootstrap/terraform.tfvars', 'bootstrap'] as const,
  ]) {
    const made = program.made(name, folder);
    tally.faultless(
      `${name}: what the documents say is what is made`,
      differencesIn(made, stack.facts[file]),
    );
    const planned = plans.get(file);
    if (planned)
      tally.faultless(
        `${name}: Pulumi makes what Terraform plans, ${planned.resources.size} resources`,
        unlike(planned, made),
      );
  }
}

function tryMistakes(program: Program, { tally }: Suite): void {
  for (const [file, text, mistake] of mistakes) {
    const undo = program.spoil(file, text, mistake);
    const [isAccepted] = program.run('tsc', ['-p', '.']);
    tally.judge(`tsc refuses ${mistake || `a missing ${text}`}`, !isAccepted);
    undo();
  }
}
