import type { Command } from 'commander';
import { positive } from './delivery-options.ts';

/** Started by demo; not for people. */
export function register(program: Command): Command {
  return program
    .command('load', { hidden: true })
    .description('loads the example service and counts at the client; started by demo')
    .requiredOption('--url <url>', 'where the service is reached')
    .requiredOption('--rate <number>', 'requests per second', positive)
    .requiredOption('--connections <number>', 'keep-alive connections', positive)
    .addHelpText(
      'after',
      '\nExample:\n  devops-flow load --url http://127.0.0.1:8080 --rate 600 --connections 32',
    )
    .action(async (flags: { url: string; rate: number; connections: number }) => {
      const { serveLoad } = await import('../app/load-process.ts');
      await serveLoad({ url: flags.url, requestsPerSecond: flags.rate, connections: flags.connections });
    });
}
