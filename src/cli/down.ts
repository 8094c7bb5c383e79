import type { Command } from 'commander';
import type { Context } from './command.ts';
import { environmentOption, folderArgument, serviceOption } from './delivery-options.ts';
import { hint } from './hints.ts';

export function register(program: Command, { output, self }: Context): Command {
  return program
    .command('down')
    .summary('stop the service, its router and its supervisor')
    .description('Stops everything that up has started for this folder. Releases, history and data stay.')
    .addArgument(folderArgument())
    .addOption(environmentOption())
    .addOption(serviceOption())
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  devops-flow down examples/orders')
    .action(async (folder: string, flags: { env: string; name?: string }) => {
      const { down } = await import('../app/deliver/down.ts');
      const where = { folder, environment: flags.env };
      output.about(where);
      const result = await down({
        folder,
        environment: flags.env,
        ...(flags.name === undefined ? {} : { name: flags.name }),
        self,
      });
      const { paint, glyphs } = output;
      output.answer(`${paint.bold(result.service)} ${glyphs.arrow} ${result.environment}, this machine`);
      const stopped = `${glyphs.yes} stopped: ${result.stopped} instances, router, supervisor`;
      output.answer(`    ${result.stopped === 0 ? 'nothing ran' : stopped}`);
      output.answer(`    again: ${hint('up', where)}`);
      output.document({ problems: [], ...result });
    });
}
