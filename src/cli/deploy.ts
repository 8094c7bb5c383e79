import { type Command, Option } from 'commander';
import type { Context } from './command.ts';
import { environmentOption, folderArgument, portNumber } from './delivery-options.ts';
import { type DeployFlags, deployAction } from './deploying.ts';

const strategies = ['rolling', 'blue-green', 'canary', 'feature-flag', 'recreate'] as const;

const named = (name: string, before: readonly string[] = []): string[] => [...before, name];

/** The options of `up` and `deploy`. */
export function deployOptions(command: Command): Command {
  return command
    .addArgument(folderArgument())
    .addOption(environmentOption())
    .option(
      '--source <folder>',
      'the folder to run, relative to the project (default: the source that the documents name)',
    )
    .option('--name <service>', 'which service; again for several (default: all, as one release)', named)
    .option('--as <name>', 'what to call this version (default: the version in the documents)')
    .option('--port <number>', 'where the router listens (default: the port of the service)', portNumber)
    .option('--approve', 'say yes where the documents ask for an approval')
    .option('--why', 'with the figures of each criterion, where a version is not kept')
    .option('--json', 'print one JSON document');
}

export function register(program: Command, context: Context): Command {
  const command = program
    .command('deploy')
    .summary('replace the version that runs, by a strategy of your choice')
    .description(
      'As up, with the choice of the strategy. Others can pause, resume, approve, reject, promote or abort it meanwhile.',
    );
  return deployOptions(command)
    .addOption(
      new Option('--strategy <name>', 'default: the strategy that the documents name').choices(strategies),
    )
    .option('--supersede', 'take the place of a deploy that is under way')
    .option('--detach', 'end this command at once; the deploy goes on, see status')
    .option('--dry-run', 'show what would be done, step by step, and change nothing')
    .option('--when-open', 'in a freeze, wait for its end instead of giving up')
    .addHelpText(
      'after',
      '\nExample:\n  devops-flow deploy examples/orders --source v2 --as v2 --strategy canary\n  devops-flow deploy examples/orders --source v3 --as v3 --supersede',
    )
    .action((folder: string, flags: DeployFlags) => deployAction(context, folder, flags));
}
