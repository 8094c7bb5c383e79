/** The scripts in a cluster, as the account that the manifests bring for whoever deploys. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from '../cluster/cluster.ts';
import type { Tally } from '../suite/tally.ts';
import { unlike } from './faults.ts';
import { judged, OrdersProject } from './project.ts';
import { Slots } from './slots.ts';

const environment = 'development';
export const namespace = `orders-${environment}`;

const more = `rollout: { readySeconds: 30, deploySeconds: 45 }
shutdown: { drainSeconds: 3, graceSeconds: 5 }
environments:
  ${environment}: { strategy: blue-green, bakeSeconds: 2, replicas: 3 }
`;

export async function inACluster(cluster: Cluster, tally: Tally): Promise<void> {
  const project = new OrdersProject({ more, env: cluster.environment });
  const ask = (query: string) => cluster.ask(`kubectl --namespace ${namespace} ${query}`);
  const imageIn = (deployment: string) =>
    ask(`get deployment ${deployment} -o 'jsonpath={.spec.template.spec.containers[0].image}'`);
  const serving = async () => {
    const slot = await ask(`get service orders -o 'jsonpath={.spec.selector.slot}'`);
    return { slot, image: await imageIn(slot === 'blue' ? 'orders' : `orders-${slot}`) };
  };
  const url = async () => `http://${await ask(`get service orders -o 'jsonpath={.spec.clusterIP}'`)}`;
  const place = { project, environment, called: namespace, nothingBefore: 'never was in use', url, serving };
  const slots = new Slots(place, tally);
  try {
    tally.faultless('the project is generated', [project.generate()].filter(Boolean));
    project.takeImagesFromNodes();
    for (const _ of ['first', 'second'])
      await judged(project, tally, ['setup', '--env', environment], { status: 0, words: ['ready'] });
    await cluster.bringVolume(namespace, 'orders-data');
    await becomeDeployer(project, cluster, tally);
    await slots.begin();
    await slots.underLoad(async () => {
      await slots.replace();
      await canary(slots, tally, ask);
      await slots.deploy('v2', 0, 'deployed', '--strategy', 'rolling');
      await slots.deploy('bad', 1, 'was rolled back', '--strategy', 'rolling');
      await slots.serves('the version before is back', 'green', 'v2');
      await slots.interrupt();
    });
    // Pod by pod it gets requests before anything can be asked of all of it: some of them fail.
    const { slot } = await serving();
    await slots.deploy('v1', 0, 'deployed', '--strategy', 'rolling');
    await slots.deploy('v3', 1, 'was rolled back', '--strategy', 'rolling');
    await slots.serves('a healthy version that fails its smoke tests is rolled back', slot, 'v1');
    await slots.end();
  } finally {
    project.remove();
  }
}

async function canary(slots: Slots, tally: Tally, ask: (query: string) => Promise<string>): Promise<void> {
  await slots.deploy('v1', 0, 'the canary is well', '--strategy', 'canary');
  await slots.serves('the canary was promoted', 'green', 'v1');
  for (const version of ['bad', 'v3'] as const)
    await slots.deploy(version, 1, 'the canary is not well', '--strategy', 'canary');
  await slots.serves('the canary was taken away', 'green', 'v1');
  const left = await ask('get deployment orders-canary --ignore-not-found -o name');
  tally.faultless('no canary is left', unlike('the canary', left, ''));
}

/** Its Role has to suffice for all that follows. */
async function becomeDeployer(project: OrdersProject, cluster: Cluster, tally: Tally): Promise<void> {
  const token = await cluster.ask(
    `kubectl --namespace ${namespace} create token orders-deployer --duration 2h`,
  );
  const config = JSON.parse(await cluster.ask('kubectl config view --raw --minify -o json'));
  for (const user of config.users) user.user = { token };
  const file = join(project.folder, 'deployer.kubeconfig');
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  project.runAs({ KUBECONFIG: file });
  const who = await cluster.run(['kubectl auth whoami -o json'], undefined, { KUBECONFIG: file });
  const account = `system:serviceaccount:${namespace}:orders-deployer`;
  tally.judge('all that follows is done as the deployer', who.stdout.includes(account), () => who.stderr);
}
