/** npm run test:ansible: generated playbooks, carried out on hosts with systemd and sshd that the suite boots. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runSuite } from '../suite/index.ts';
import { deploys } from './deploys.ts';
import { startHosts } from './hosts/index.ts';
import { monitoring } from './monitoring.ts';
import { bringAnsible, playsOn } from './plays.ts';
import { generatePlaybooks } from './project.ts';
import { recovery } from './recovery.ts';
import { security } from './security.ts';

await runSuite('ansible', async ({ project, program, work, tally }) => {
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
});
