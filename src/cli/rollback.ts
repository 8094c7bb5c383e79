import type { Command } from 'commander';
import { shellWord } from '../errors/index.ts';
import type { Context } from './command.ts';
import { environmentOption, folderArgument, onInterrupt, serviceOption } from './delivery-options.ts';
import { deployProblems } from './deploy-problems.ts';
import { deployStory } from './deploy-story.ts';
import { hint } from './hints.ts';

export function register(program: Command, { output, exit, self }: Context): Command {
  return program
    .command('rollback')
    .summary('go back to a release that served before')
    .description(
      'Switches the traffic to a stored release: at once while its instances are warm, else it is started first.',
    )
    .addArgument(folderArgument())
    .addOption(environmentOption())
    .addOption(serviceOption())
    .option('--to <version>', 'version or release id (default: what served before)')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  devops-flow rollback examples/orders --to v1')
    .action(async (folder: string, flags: { env: string; name?: string; to?: string }) => {
      const { rollback } = await import('../app/deliver/rollback.ts');
      const where = { folder, environment: flags.env };
      const story = deployStory(output, where);
      output.about(where);
      const problems = deployProblems();
      const { deploy, recovered } = await rollback({
        folder,
        environment: flags.env,
        self,
        interrupt: onInterrupt(output, hint('recover', where)),
        ...(flags.name === undefined ? {} : { name: flags.name }),
        ...(flags.to === undefined ? {} : { to: flags.to }),
        recovering: cutOff => output.say(`the deploy of ${cutOff.version} was cut off; finishing it first`),
        begin: facts => {
          problems.begin();
          const { paint, glyphs } = output;
          output.answer(`${paint.bold(facts.service)} ${glyphs.arrow} ${facts.environment}, this machine`);
          output.answer(`${paint.bold(facts.to)}  rollback from ${facts.from}`);
        },
        watcher: { ...story, startFailure: problems.note },
      });
      const errors = problems.of(deploy);
      story.tell(deploy, { problems: errors });
      const ok = errors.length === 0;
      if (ok && deploy.previous !== null)
        output.answer(`    undo: ${hint('rollback', where, '--to', shellWord(deploy.previous))}`);
      output.document({ problems: errors, deploy, recovered });
      if (!ok) exit(1);
    });
}
