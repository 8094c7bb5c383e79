/** npm run test:scripts: the deployment scripts of the example, run for real where each target can be had. */
import { inACluster } from './in-a-cluster.ts';
import { onThisMachine } from './on-this-machine.ts';
import { Tally } from './tally.ts';

const tally = new Tally();
const wanted = process.argv.slice(2);
if (wanted.length === 0 || wanted.includes('machine')) await onThisMachine(tally);
if (wanted.length === 0 || wanted.includes('cluster')) await inACluster(tally);
process.exitCode = tally.end();
