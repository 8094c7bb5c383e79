/** npm run test:secrets: what is generated for secrets, by SOPS, by the real `aws`, and on the cluster of KUBECONFIG. */
import { runSuite } from '../suite/index.ts';
import { inAws, startMoto } from './aws.ts';
import { throughSops } from './sops.ts';

await runSuite('secrets', async suite => {
  const decrypted = await throughSops(suite);
  const programs = process.env['DEVOPS_FLOW_AWS'];
  if (programs === undefined)
    return suite.tally.skip('DEVOPS_FLOW_AWS names no folder with aws and moto_server');
  const moto = await startMoto(programs);
  try {
    await inAws(suite, moto, decrypted);
  } finally {
    moto.stop();
  }
});
