import type { Command } from 'commander';
import { portNumber } from './delivery-options.ts';

interface Flags {
  socket: string;
  table: string;
  host: string;
  port: number;
  service: string;
}

/** Started by up; not for people. */
export function register(program: Command): Command {
  return program
    .command('router', { hidden: true })
    .description('carries the traffic of one service; started by up')
    .requiredOption('--socket <path>', 'control socket')
    .requiredOption('--table <file>', 'where the router table is kept')
    .requiredOption('--host <address>', 'address to listen on')
    .requiredOption('--port <number>', 'port to listen on', portNumber)
    .requiredOption('--service <name>', 'whose traffic it is')
    .addHelpText(
      'after',
      '\nExample:\n  devops-flow router --socket /tmp/r --table router.json --host 127.0.0.1 --port 8080 --service orders',
    )
    .action(async (flags: Flags) => {
      const { route } = await import('../app/deliver/route.ts');
      await route({ ...flags, tableFile: flags.table });
    });
}
