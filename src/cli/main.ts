import { fileURLToPath } from 'node:url';
import { loadBundle } from './load-bundle.ts';

declare const DEVOPS_FLOW_VERSION: string;

const argv = process.argv.slice(2);
// The one answer that must not wait for the command table.
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  process.stdout.write(`${DEVOPS_FLOW_VERSION}\n`);
} else {
  const { bundle } = loadBundle(fileURLToPath(new URL('.', import.meta.url)));
  process.exitCode = await bundle.run(argv, DEVOPS_FLOW_VERSION, [
    process.execPath,
    fileURLToPath(import.meta.url),
  ]);
}
