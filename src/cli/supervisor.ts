import type { Command } from 'commander';

/** Started by up; not for people. */
export function register(program: Command): Command {
  return program
    .command('supervisor', { hidden: true })
    .description('owns the instances of one environment; started by up')
    .requiredOption('--folder <folder>', 'state folder')
    .requiredOption('--socket <path>', 'control socket')
    .addHelpText(
      'after',
      '\nExample:\n  devops-flow supervisor --folder /srv/app/.devops-flow/environments/local/app --socket /tmp/s',
    )
    .action(async (flags: { folder: string; socket: string }) => {
      const { supervise } = await import('../app/deliver/supervise.ts');
      await supervise(flags);
    });
}
