/**
 * The scripts in a real cluster, under load on connections that are kept alive: any cluster that KUBECONFIG names and whose
 * Service addresses are reached from here. ORDERS_IMAGES names three images of the example that its nodes have, "v1,v2,bad":
 * the last one ends at once.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLoad } from '../../src/deliver/load/load.ts';
import { ordersWorkload } from '../../src/deliver/load/orders.ts';
import { ScriptsProject } from './project.ts';
import { type Tally, unlike, without } from './tally.ts';

const staging = ['--env', 'staging'];

const document = (repository: string, tag: string) => `name: orders
language: node
port: 8080
command: node server.js
image: { repository: ${repository}, tag: "${tag}" }
health: { live: /health/live, ready: /health/ready, startup: /health/startup }
rollout: { bakeSeconds: 2, readySeconds: 30, deploySeconds: 60 }
shutdown: { drainSeconds: 3, graceSeconds: 5 }
compute: { requests: { cpu: 50m, memory: 64Mi }, limits: { cpu: 500m, memory: 128Mi } }
scaling: { min: 2, max: 6 }
environments:
  staging: { replicas: 3 }
  production: { replicas: 3 }
`;

const kubectl = (...args: readonly string[]): string =>
  spawnSync('kubectl', ['--namespace', 'orders-staging', ...args], { encoding: 'utf8' }).stdout.trim();

const selected = () => kubectl('get', 'service', 'orders', '-o', 'jsonpath={.spec.selector.slot}');

const imageOf = (name: string) =>
  kubectl('get', 'deployment', name, '-o', 'jsonpath={.spec.template.spec.containers[0].image}');

export async function inACluster(tally: Tally): Promise<void> {
  const [v1, v2, bad] = (process.env['ORDERS_IMAGES'] ?? '').split(',');
  if (!process.env['KUBECONFIG'] || !v1 || !v2 || !bad) {
    tally.skip('scripts in a cluster', 'KUBECONFIG and ORDERS_IMAGES name none');
    return;
  }
  const [repository = '', tag = ''] = v1.split(/:(?=[^:/]+$)/);
  const project = new ScriptsProject({ 'devops-flow.yaml': document(repository, tag) });
  try {
    tally.judge('the project is generated', [project.generate()].filter(Boolean));
    fromTheNodes(project.folder);
    const run = async (name: string, status: number, words: string, ...args: readonly string[]) => {
      const ended = await project.script(name, [...staging, ...args]);
      tally.judge(`${[`${name}.sh`, ...args].join(' ')} ends with ${status}`, [
        ...unlike('the exit code', ended.status, status),
        ...without(ended.said, words),
      ]);
    };
    for (const name of ['setup', 'install']) for (const _ of [1, 2]) await run(name, 0, '');
    for (const _ of [1, 2]) await run('deploy', 0, 'deployed', '--image', v1);
    await run('smoke-tests', 0, 'the smoke tests pass');
    await underLoad(tally, async () => {
      await run('deploy', 0, 'stays warm', '--image', v2);
      tally.judge('green serves the second version', [
        ...unlike('the slot', selected(), 'green'),
        ...unlike('its image', imageOf('orders-green'), v2),
      ]);
      await run('deploy', 1, 'orders-green serves as before', '--image', bad);
      await run('rollback', 1, 'never was in use');
      await run('deploy', 0, 'serves nobody', '--image', v1, '--no-switch');
      await run('switch-traffic', 0, 'orders serves');
      await run('switch-traffic', 0, 'serves already', '--to', 'blue');
      await run('rollback', 0, 'rolled back');
      await run('rollback', 0, 'rolled back already');
      tally.judge('twice back is once back', unlike('the slot', selected(), 'green'));
      await run('deploy', 0, 'the canary is well', '--image', v1, '--strategy', 'canary');
      tally.judge('the canary was promoted and is gone', [
        ...unlike('the slot', selected(), 'green'),
        ...unlike('the image', imageOf('orders-green'), v1),
        ...unlike('the canary', kubectl('get', 'deployment', 'orders-canary', '--ignore-not-found'), ''),
      ]);
      await run('deploy', 1, 'the canary is not healthy', '--image', bad, '--strategy', 'canary');
      await run('deploy', 0, 'deployed', '--image', v2, '--strategy', 'rolling');
      await run('deploy', 1, 'was rolled back', '--image', bad, '--strategy', 'rolling');
      tally.judge('the version before is back', unlike('the image', imageOf('orders-green'), v2));
      await interrupted(project, tally, [v1, v2]);
    });
    for (const _ of [1, 2]) await run('cleanup', 0, 'clean');
  } finally {
    spawnSync('kubectl', ['delete', 'namespace', 'orders-staging', '--wait=false']);
    project.remove();
  }
}

/** No registry is asked: the only difference to what was generated. */
function fromTheNodes(folder: string): void {
  for (const file of readdirSync(join(folder, 'k8s')).filter(name => name.endsWith('.yaml'))) {
    const path = join(folder, 'k8s', file);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replaceAll('imagePullPolicy: Always', 'imagePullPolicy: IfNotPresent'));
  }
}

async function interrupted(project: ScriptsProject, tally: Tally, images: readonly string[]): Promise<void> {
  for (const [i, afterMs] of [900, 2500, 4500, 7000].entries()) {
    const args = [...staging, '--image', images[i % 2] ?? ''];
    const first = await project.script('deploy', args, { afterMs, signal: 'SIGTERM' });
    const next = await project.script('deploy', args);
    const slot = selected();
    tally.judge(`deploy.sh cut after ${afterMs} ms is ended by the next one`, [
      ...(first.status === 0 ? [] : unlike('the first exit code', first.status, 1)),
      ...(first.status === 0 ? [] : without(first.said, 'interrupted;', 'serves in orders-staging')),
      ...unlike('the exit code', next.status, 0),
      ...unlike('the image', imageOf(slot === 'blue' ? 'orders' : `orders-${slot}`), images[i % 2]),
    ]);
  }
}

async function underLoad(tally: Tally, work: () => Promise<void>): Promise<void> {
  const url = `http://${kubectl('get', 'service', 'orders', '-o', 'jsonpath={.spec.clusterIP}')}:80`;
  const load = startLoad({ url, requestsPerSecond: 80, connections: 8, postShare: 0, workload: reading() });
  await work();
  const { started, lost, ownErrors, losses } = await load.stop();
  console.log(`    ${started} requests, ${lost} lost, ${ownErrors} answered with 5xx`);
  tally.judge(
    'no request is lost meanwhile',
    lost + ownErrors === 0 ? [] : losses.map(({ atMs, cause, path }) => `${atMs} ms: ${path}: ${cause}`),
  );
}

/** Pods without a common volume have no common orders. */
const reading = () => ({ ...ordersWorkload(), get: () => '/health/live' });
