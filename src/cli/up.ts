import type { Command } from 'commander';
import type { Context } from './command.ts';
import { deployOptions } from './deploy.ts';
import { type DeployFlags, deployAction } from './deploying.ts';

export function register(program: Command, context: Context): Command {
  const command = program
    .command('up')
    .summary('run the service here, or replace the version that runs')
    .description(
      'Copies what runs to an immutable release, starts it under a supervisor behind the router, and switches the traffic to it without losing a request. A version that turns out bad is rolled back by itself (exit code 1).',
    );
  return deployOptions(command)
    .addHelpText(
      'after',
      '\nExample:\n  devops-flow up examples/orders\n  devops-flow up examples/orders --source v2 --as v2',
    )
    .action((folder: string, flags: DeployFlags) => deployAction(context, folder, flags));
}
