import type { Command } from 'commander';
import type { Ask } from '../deliver/release/state.ts';
import type { Context } from './command.ts';
import { environmentOption, folderArgument, onInterrupt } from './delivery-options.ts';
import { deployProblems } from './deploy-problems.ts';
import { deployStory } from './deploy-story.ts';
import { hint } from './hints.ts';

/** A command that asks a deploy that is under way for something. */
export interface Asking {
  readonly name: string;
  readonly type: Ask['type'];
  readonly summary: string;
  readonly description: string;
  /** What the deploy does once it has taken it. */
  readonly taken: string;
  /** Whether a reason can be given. */
  readonly hasReason?: boolean;
}

interface Flags {
  readonly env: string;
  readonly name?: string;
  readonly by?: string;
  readonly reason?: string;
}

export function askCommand(program: Command, asking: Asking, { output, exit, self }: Context): Command {
  const command = program
    .command(asking.name)
    .summary(asking.summary)
    .description(asking.description)
    .addArgument(folderArgument())
    .addOption(environmentOption())
    .option('--name <service>', 'which service, where several are being deployed')
    .option('--by <person>', 'who asks (default: the user of this machine)');
  if (asking.hasReason) command.option('--reason <text>', 'why; it is kept on record');
  return command
    .option('--json', 'print one JSON document')
    .addHelpText('after', `\nExample:\n  devops-flow ${asking.name} examples/orders`)
    .action(async (folder: string, flags: Flags) => {
      const where = { folder, environment: flags.env };
      output.about(where);
      const { ask } = await import('../app/deliver/ask.ts');
      const story = deployStory(output, where);
      const problems = deployProblems();
      const result = await ask({
        ...where,
        self,
        type: asking.type,
        what: asking.name,
        interrupt: onInterrupt(output, hint('recover', where)),
        ...(flags.name === undefined ? {} : { name: flags.name }),
        ...(flags.by === undefined ? {} : { by: flags.by }),
        ...(flags.reason === undefined ? {} : { why: flags.reason }),
        recovering: deploy =>
          output.answer(`${output.paint.bold(deploy.version)}  nobody carried it out; going on here`),
        watcher: { ...story, startFailure: problems.note },
      });
      const { paint, glyphs } = output;
      const { deploy, holder, version, services } = result;
      if (holder !== null) {
        const what = `${services.join(', ')} ${glyphs.arrow} ${flags.env}, this machine`;
        output.answer(`${paint.bold(what)}\n    ${paint.green(glyphs.yes)} ${version}: ${asking.taken}`);
      }
      const errors = problems.of(deploy);
      if (deploy) story.tell(deploy, { problems: errors });
      output.document({ problems: errors, ...result });
      if (errors.length > 0) exit(1);
    });
}
