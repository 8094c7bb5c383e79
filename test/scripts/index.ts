/** npm run test:scripts: the deployment scripts of the example, run for real where each target can be had. */
import { onThisMachine } from './on-this-machine.ts';
import { Tally } from './tally.ts';

const tally = new Tally();
await onThisMachine(tally);
process.exitCode = tally.end();
