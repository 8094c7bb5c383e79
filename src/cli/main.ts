import { dirname } from 'node:path';
import { loadBundle } from './load-bundle.ts';

declare const DEVOPS_FLOW_VERSION: string;

const argv = process.argv.slice(2);
// The one answer that must not wait for the command table.
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V'))
  process.stdout.write(`${DEVOPS_FLOW_VERSION}\n`);
else void start();

async function start(): Promise<void> {
  const self = import.meta.filename;
  const { bundle } = loadBundle(dirname(self));
  process.exitCode = await bundle.run(argv, DEVOPS_FLOW_VERSION, [process.execPath, self]);
}
