import type { Command } from 'commander';
import type { Context } from './command.ts';
import { environmentOption, folderArgument, positive } from './delivery-options.ts';
import { ledgerLine } from './deploy-story.ts';
import { clockTime, table } from './format.ts';

export function register(program: Command, { output }: Context): Command {
  return program
    .command('history')
    .summary('the deploys so far, with their ledgers')
    .description('Lists the deploys of an environment, newest first.')
    .addArgument(folderArgument())
    .addOption(environmentOption())
    .option('--limit <number>', 'how many', positive, 20)
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  devops-flow history examples/orders --limit 5')
    .action(async (folder: string, flags: { env: string; limit: number }) => {
      output.about({ folder, environment: flags.env });
      const { history } = await import('../app/deliver/history.ts');
      const { deploys } = history({ folder, environment: flags.env, limit: flags.limit });
      const now = new Date();
      const rows = deploys.map(deploy => [
        clockTime(deploy.endedAt, now),
        `${deploy.version} (${deploy.release.slice(0, 4)})`,
        deploy.kind === 'rollback' ? `${deploy.outcome} (rollback)` : deploy.outcome,
        deploy.outcome === 'promoted' ? ledgerLine(deploy) : `${deploy.reason}   ${ledgerLine(deploy)}`,
      ]);
      for (const line of table(rows)) output.answer(line);
      output.document({ problems: [], deploys });
    });
}
