import type { Command } from 'commander';
import type { Context } from './command.ts';
import { folderArgument } from './delivery-options.ts';
import { clockTime, table } from './format.ts';

export function register(program: Command, { output }: Context): Command {
  return program
    .command('services')
    .summary('every service that was deployed from here')
    .description(
      'Lists services and environments with what serves and how the last deploy ended, from the history alone. status asks the processes.',
    )
    .addArgument(folderArgument())
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  devops-flow services examples/orders')
    .action(async (folder: string) => {
      const { services } = await import('../app/deliver/services.ts');
      const result = services(folder);
      const now = new Date();
      const rows = result.services.map(({ service, environment, serving, running, last }) => [
        service,
        environment,
        serving?.slice(0, 4) ?? '-',
        last ? `${last.version} ${last.outcome.replace('-', ' ')} ${clockTime(last.endedAt, now)}` : '-',
        running ? `since ${clockTime(running.startedAt, now)}` : '',
      ]);
      if (rows.length === 0) output.say('nothing was deployed from here yet');
      else
        for (const line of table([['SERVICE', 'ENV', 'SERVES', 'LAST DEPLOY', 'UNDER WAY'], ...rows]))
          output.answer(line);
      output.document({ problems: [], ...result });
    });
}
