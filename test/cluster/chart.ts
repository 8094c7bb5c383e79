import { setTimeout as pause } from 'node:timers/promises';
import { startLoad } from '../../src/deliver/load/load.ts';
import { ordersWorkload } from '../../src/deliver/load/orders.ts';
import { imageOf } from '../docker/versions.ts';
import { patient } from '../suite/patience.ts';
import type { Tally } from '../suite/tally.ts';
import type { Cluster } from './cluster.ts';

export const namespace = 'orders-staging';

/** Installs the chart into staging, upgrades and rolls it back under load, and runs what `helm test` runs. */
export async function tryChart(cluster: Cluster, chart: string, record: Tally): Promise<void> {
  await cluster.bringVolume(namespace, 'orders-data');
  const tag = (image: string) => image.split(':')[1] ?? '';
  const install = (version: 'v1' | 'v2') =>
    `helm upgrade --install orders '${chart}' --namespace ${namespace} --values '${chart}/values-staging.yaml' --set image.pullPolicy=IfNotPresent --set image.tag=${tag(imageOf(version))} --wait --timeout 180s`;
  // What a chart cannot hold: the namespace that it is installed into.
  const ground = await cluster.run([
    `helm template orders '${chart}' --namespace ${namespace} --set namespace.create=true --show-only templates/namespace.yaml | kubectl apply --server-side --filename -`,
  ]);
  record.judge('its namespace is applied', ground.code === 0, () => ground.stderr);
  const installed = await cluster.run([install('v1')]);
  if (!record.judge('is installed, and every pod is ready', installed.code === 0, () => installed.stderr)) {
    console.log((await cluster.run([`kubectl --namespace ${namespace} describe pods | tail -40`])).stdout);
    return;
  }
  record.judge('is installed without a warning', !/warning/i.test(installed.stderr), () => installed.stderr);
  const tested = await cluster.run([`helm test orders --namespace ${namespace} --timeout 90s`]);
  const asking = await cluster.run([`kubectl --namespace ${namespace} logs orders-smoke-test`]);
  record.judge(
    'helm test asks it through its Service',
    tested.code === 0,
    () => tested.stderr + tested.stdout + asking.stdout + asking.stderr,
  );
  const address = await cluster.ask(
    `kubectl --namespace ${namespace} get service orders --output 'jsonpath={.spec.clusterIP}'`,
  );
  const url = `http://${address}`;
  const workload = ordersWorkload();
  const load = startLoad({ url, requestsPerSecond: 100, connections: 16, workload, ...patient });
  await pause(2_000);
  await cluster.run([`kubectl --namespace ${namespace} scale deployment/orders --replicas 3`]);
  const upgraded = await cluster.run([install('v2')]);
  record.judge('is upgraded', upgraded.code === 0, () => upgraded.stderr);
  record.equal(
    'an upgrade keeps the number of pods that the autoscaler has set',
    await cluster.ask(
      `kubectl --namespace ${namespace} get deployment orders --output 'jsonpath={.spec.replicas}'`,
    ),
    '3',
  );
  const back = await cluster.run([
    `helm rollback orders 1 --namespace ${namespace} --force-conflicts --wait --timeout 180s`,
  ]);
  record.judge('is rolled back', back.code === 0, () => back.stderr);
  await pause(3_000);
  const { started, lost, ownErrors, losses } = await load.stop();
  record.judge(`upgrade and rollback: 0 of ${started} requests failed`, lost + ownErrors === 0, () =>
    JSON.stringify(losses.slice(0, 5)),
  );
}
