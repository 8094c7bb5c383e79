import type { Command } from 'commander';
import type { Context } from './command.ts';
import { environmentOption, folderArgument, positive, serviceOption } from './delivery-options.ts';
import { ledgerLine } from './deploy-story.ts';
import { outcomeWords } from './deploy-words.ts';
import { clockTime, table } from './format.ts';

export function register(program: Command, { output }: Context): Command {
  return program
    .command('history')
    .summary('the deploys so far, with their ledgers')
    .description('Lists the deploys of an environment, newest first.')
    .addArgument(folderArgument())
    .addOption(environmentOption())
    .addOption(serviceOption())
    .option('--limit <number>', 'how many', positive, 20)
    .option('--why', 'with the figures of each criterion')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  devops-flow history examples/orders --limit 5')
    .action(async (folder: string, flags: { env: string; name?: string; limit: number; why?: boolean }) => {
      output.about({ folder, environment: flags.env });
      const { history } = await import('../app/deliver/history.ts');
      const { deploys } = await history({
        folder,
        environment: flags.env,
        limit: flags.limit,
        ...(flags.name === undefined ? {} : { name: flags.name }),
      });
      const now = new Date();
      const isSeveral = deploys.some(
        ({ service }) => service !== deploys[0]?.service || service.includes(', '),
      );
      const rows = deploys.map(deploy => [
        clockTime(deploy.endedAt, now),
        ...(isSeveral ? [deploy.service] : []),
        `${deploy.version}${deploy.members.length > 1 ? '' : ` (${deploy.release.slice(0, 4)})`}`,
        `${outcomeWords(deploy)}${deploy.kind === 'rollback' ? ' (rollback)' : ''}`,
        [
          ...(deploy.outcome === 'promoted' ? [] : [deploy.reason]),
          ...(deploy.approvedBy.length > 0 ? [`approved by ${deploy.approvedBy.join(', ')}`] : []),
          ledgerLine(deploy),
        ].join('   '),
      ]);
      for (const [i, line] of table(rows).entries()) {
        output.answer(line);
        for (const detail of flags.why ? (deploys[i]?.details ?? []) : []) output.answer(`    ${detail}`);
      }
      output.document({ problems: [], deploys });
    });
}
