import type { Command } from 'commander';
import type { Context } from './command.ts';
import { environmentOption, folderArgument, onInterrupt, serviceOption } from './delivery-options.ts';
import { deployProblems } from './deploy-problems.ts';
import { deployStory } from './deploy-story.ts';
import { hint } from './hints.ts';

interface Flags {
  readonly env: string;
  readonly name?: string;
  readonly by?: string;
}

export function register(program: Command, { output, exit, self }: Context): Command {
  return program
    .command('retry')
    .summary('measure once more, or try a version once more that was not kept')
    .description(
      'Where a deploy waits because the figures decided nothing, they are measured once more. Where none is under way, the version that was not kept is deployed again from its stored release, in the same way.',
    )
    .addArgument(folderArgument())
    .addOption(environmentOption())
    .addOption(serviceOption())
    .option('--by <person>', 'who asks (default: the user of this machine)')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  devops-flow retry examples/orders')
    .action(async (folder: string, flags: Flags) => {
      const where = { folder, environment: flags.env };
      output.about(where);
      const { retry } = await import('../app/deliver/retry.ts');
      const story = deployStory(output, where);
      const problems = deployProblems();
      const { paint, glyphs } = output;
      const { asked, deploy, recovered } = await retry({
        ...where,
        self,
        interrupt: onInterrupt(output, hint('recover', where)),
        ...(flags.name === undefined ? {} : { name: flags.name }),
        ...(flags.by === undefined ? {} : { by: flags.by }),
        begin: ({ service, environment, version, how }) => {
          problems.begin();
          output.answer(`${paint.bold(service)} ${glyphs.arrow} ${environment}, this machine`);
          output.answer(`${paint.bold(version)}  once more, ${how}`);
        },
        watcher: { ...story, startFailure: problems.note },
      });
      if (asked?.holder != null) {
        const what = `${asked.services.join(', ')} ${glyphs.arrow} ${flags.env}, this machine`;
        output.answer(
          `${paint.bold(what)}\n    ${paint.green(glyphs.yes)} ${asked.version}: it measures once more`,
        );
      }
      const errors = problems.of(deploy);
      if (deploy) story.tell(deploy, { problems: errors });
      if (deploy?.outcome === 'promoted' && deploy.previous !== null)
        output.answer(`    undo: ${hint('rollback', where)}`);
      output.document({ problems: errors, asked, deploy, recovered });
      if (errors.length > 0) exit(1);
    });
}
