/** npm run test:secrets: what is generated for secrets, by SOPS, by the real `aws`, and on the cluster of KUBECONFIG. */
import { runSuite, type Suite } from '../suite/index.ts';
import { type Moto, startMoto } from '../suite/moto.ts';
import { inAws } from './aws.ts';
import { onACluster } from './cluster.ts';
import { throughSops } from './sops.ts';

await runSuite('secrets', async suite => {
  const decrypted = await throughSops(suite);
  const moto = await motoOf(suite);
  try {
    if (moto) await inAws(suite, moto, decrypted);
    await onACluster(suite, moto);
  } finally {
    moto?.stop();
  }
});

async function motoOf({ tally }: Suite): Promise<Moto | undefined> {
  const programs = process.env['DEVOPS_FLOW_AWS'];
  if (programs !== undefined) return startMoto(programs);
  tally.skip('DEVOPS_FLOW_AWS names no folder with aws and moto_server');
  return undefined;
}
