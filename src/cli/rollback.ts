import type { Command } from 'commander';
import { environmentOption, folderArgument, onInterrupt } from './delivery-options.ts';
import { deployStory } from './deploy-story.ts';
import type { Output } from './output.ts';
import { startFailureProblem } from './start-failure.ts';

export function register(
  program: Command,
  output: Output,
  exit: (code: number) => void,
  self: readonly string[],
): Command {
  return program
    .command('rollback')
    .summary('go back to a release that served before')
    .description(
      'Switches the traffic to a stored release: at once while its instances are warm, else it is started first.',
    )
    .addArgument(folderArgument())
    .addOption(environmentOption())
    .option('--to <version>', 'version or release id (default: what served before)')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  devops-flow rollback examples/orders --to v1')
    .action(async (folder: string, flags: { env: string; to?: string }) => {
      const { rollback } = await import('../app/rollback.ts');
      const story = deployStory(output);
      const starts = startFailureProblem(folder);
      const { deploy, recovered } = await rollback({
        folder,
        environment: flags.env,
        self,
        interrupt: onInterrupt(output),
        ...(flags.to === undefined ? {} : { to: flags.to }),
        recovering: cutOff => output.say(`the deploy of ${cutOff.version} was cut off; finishing it first`),
        begin: facts => {
          const { paint, glyphs } = output;
          output.answer(`${paint.bold(facts.service)} ${glyphs.arrow} ${facts.environment}, this machine`);
          output.answer(`${paint.bold(facts.to)}  rollback from ${facts.from}`);
        },
        watcher: { ...story, startFailure: starts.note },
      });
      story.tell(deploy);
      const problems = starts.problems(deploy);
      output.problems(problems);
      const ok = deploy.outcome === 'promoted';
      output.document({ ok, problems, deploy, recovered });
      if (!ok) exit(1);
    });
}
