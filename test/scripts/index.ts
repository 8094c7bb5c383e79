/**
 * npm run test:scripts: the deployment scripts of the example, run for real on this machine. test:docker and test:cluster run
 * them on an Engine and in a cluster.
 */
import { runSuite } from '../suite/index.ts';
import { onThisMachine } from './on-this-machine.ts';

await runSuite('scripts', ({ tally }) => onThisMachine(tally));
