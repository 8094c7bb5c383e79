/** npm run test:pulumi: programs of Pulumi as they are generated, checked by tsc and tried with Pulumi's own mocks. */
import { runSuite, type Suite } from '../suite/index.ts';
import { type Stack, stacksOf } from '../terraform/stacks.ts';
import { differencesIn } from './facts.ts';
import { type Program, programOf } from './program.ts';

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
  for (const stack of stacksOf(suite.project, corpus).filter(({ argv }) => argv.includes('aws'))) {
    suite.tally.title(`Generated for ${stack.name}`);
    const program = programOf(stack, suite);
    if (program) tryProgram(program, stack, suite);
    if (program && stack.name === 'orders') tryMistakes(program, suite);
  }
});

function tryProgram(program: Program, { facts }: Stack, suite: Suite): void {
  const { tally } = suite;
  tally.judge('tsc finds nothing', ...program.run('tsc', ['-p', '.']));
  tally.judge('its own tests pass', ...program.run('node', ['--import', 'tsx', '--test', ...program.tests]));
  const budgets = differencesIn(program.made('account', 'bootstrap'), facts['bootstrap/terraform.tfvars']);
  tally.judge('budgets are those of the documents', budgets.length === 0, () => budgets.join('\n'));
  for (const environment of program.environments) {
    const found = differencesIn(program.made(environment), facts[`environments/${environment}.tfvars`]);
    tally.judge(`${environment}: what the documents say is what is made`, found.length === 0, () =>
      found.join('\n'),
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
