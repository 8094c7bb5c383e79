import type { Command } from 'commander';
import type { Context } from './command.ts';
import { environmentOption, folderArgument, positive, serviceOption } from './delivery-options.ts';

interface Flags {
  env: string;
  name?: string;
  release?: string;
  lines: number;
  follow?: boolean;
}

export function register(program: Command, { output }: Context): Command {
  return program
    .command('logs')
    .summary('what the instances wrote')
    .description('Prints the last lines of each instance of the release that serves, or of another one.')
    .addArgument(folderArgument())
    .addOption(environmentOption())
    .addOption(serviceOption())
    .option('--release <version>', 'version or release id')
    .option('-n, --lines <number>', 'lines of each instance', positive, 20)
    .option('-f, --follow', 'go on with what is appended, until Ctrl-C')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  devops-flow logs examples/orders --release v3 --lines 5')
    .action(async (folder: string, flags: Flags) => {
      output.about({ folder, environment: flags.env });
      const { follow, logs } = await import('../app/deliver/logs.ts');
      const { release, instances } = await logs({
        folder,
        environment: flags.env,
        lines: flags.lines,
        ...(flags.name === undefined ? {} : { name: flags.name }),
        ...(flags.release === undefined ? {} : { release: flags.release }),
      });
      for (const { id, lines } of instances) for (const line of lines) output.answer(`${id}  ${line}`);
      if (instances.length === 0) output.say(`no logs of ${release ?? 'anything'}: nothing has run`);
      output.document({ problems: [], release, instances });
      if (!flags.follow || output.json) return;
      const stop = new AbortController();
      process.once('SIGINT', () => stop.abort());
      await follow(instances, (id, line) => output.answer(`${id}  ${line}`), stop.signal);
    });
}
