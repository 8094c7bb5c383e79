/**
 * npm run test:ansible [-- hosts | ecs]: generated playbooks, carried out on hosts with systemd and sshd that the suite boots, and
 * against what stands in for AWS.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runSuite, type Suite } from '../suite/index.ts';
import { deploys } from './deploys.ts';
import { onAmazon } from './ecs/index.ts';
import { startHosts } from './hosts/index.ts';
import { monitoring } from './monitoring.ts';
import { bringAnsible, playsOn } from './plays.ts';
import { generatePlaybooks } from './project.ts';
import { recovery } from './recovery.ts';
import { security } from './security.ts';

const parts: Readonly<Record<string, (suite: Suite) => Promise<void>>> = { hosts: onHosts, ecs: onAmazon };

await runSuite('ansible', async suite => {
  const [chosen] = process.argv.slice(2);
  for (const [name, part] of Object.entries(parts)) if ((chosen ?? name) === name) await part(suite);
});

async function onHosts({ project, program, work, tally }: Suite): Promise<void> {
  const ansible = await bringAnsible();
  if (ansible === undefined) return tally.skip('ansible could not be had from PyPI');
  const folder = join(work, 'orders');
  const fault = generatePlaybooks(project, program, folder);
  if (!tally.judge('the playbooks are generated', fault === '', () => fault)) return;
  // What machines of the cloud mount over the network: the orders of all of them.
  const data = join(work, 'data');
  mkdirSync(data);
  const shared = { '/var/lib/app-orders/data': data };
  const hosts = await startHosts(work, [
    { name: 'orders-staging-1', shared },
    { name: 'orders-staging-2', shared },
    { name: 'orders-staging-balancer' },
    { name: 'orders-staging-database' },
  ]);
  if (typeof hosts === 'string') return tally.skip(hosts);
  try {
    const play = playsOn(hosts, ansible, join(folder, 'ansible'), 'staging');
    const stage = { hosts, folder, tally, play };
    await deploys(stage);
    await security(stage);
    await monitoring(stage);
    await recovery(stage);
  } finally {
    await hosts.stop();
  }
}
