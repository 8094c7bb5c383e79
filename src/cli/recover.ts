import type { Command } from 'commander';
import type { Context } from './command.ts';
import { environmentOption, folderArgument, onInterrupt, serviceOption } from './delivery-options.ts';
import { deployProblems } from './deploy-problems.ts';
import { deployStory } from './deploy-story.ts';
import { hint } from './hints.ts';

export function register(program: Command, { output, exit, self }: Context): Command {
  return program
    .command('recover')
    .summary('finish or undo a deploy that was cut off')
    .description(
      'Carries on from the journal where a command was cut off, and starts a supervisor that has died. Deploys nothing new.',
    )
    .addArgument(folderArgument())
    .addOption(environmentOption())
    .addOption(serviceOption())
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  devops-flow recover examples/orders')
    .action(async (folder: string, flags: { env: string; name?: string }) => {
      const where = { folder, environment: flags.env };
      output.about(where);
      const { recoverOnly } = await import('../app/deliver/recover.ts');
      const story = deployStory(output, where);
      const problems = deployProblems();
      const { recovered } = await recoverOnly({
        ...where,
        ...(flags.name === undefined ? {} : { name: flags.name }),
        self,
        interrupt: onInterrupt(output, hint('recover', where)),
        recovering: deploy =>
          output.answer(`${output.paint.bold(deploy.version)}  was cut off; going on from its journal`),
        watcher: { ...story, startFailure: problems.note },
      });
      const errors = problems.of(recovered);
      if (recovered) story.tell(recovered, { problems: errors });
      else output.answer('no deploy was cut off; nothing to do');
      output.document({ problems: errors, recovered });
      if (errors.length > 0) exit(1);
    });
}
