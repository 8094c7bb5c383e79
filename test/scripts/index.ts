/**
 * npm run test:scripts: the deployment scripts of the example, run for real on this machine, and on what stands in for ECS.
 * test:docker and test:cluster run them on an Engine and in a cluster.
 */
import { runSuite } from '../suite/index.ts';
import { onEcs } from './ecs/index.ts';
import { onThisMachine } from './on-this-machine.ts';

await runSuite('scripts', async suite => {
  await onThisMachine(suite.tally);
  await onEcs(suite);
});
