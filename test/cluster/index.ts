/** npm run test:cluster: generated manifests, the chart and the strategies on the cluster of KUBECONFIG. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installTools } from '../../src/app/tools.ts';
import { tools } from '../../src/generate/checks/tools/catalogue.ts';
import { findTool, toolPlaces } from '../../src/generate/checks/tools/places.ts';
import { Tally } from '../docker/tally.ts';
import { differences } from '../rendering/differences.ts';
import { renderOverlay } from '../rendering/render.ts';
import { tryChart } from './chart.ts';
import { Cluster } from './cluster.ts';
import { bringImages, imageOf } from './images.ts';
import { tryRollouts, withLocalImages } from './rollouts.ts';

const project = process.env['PROJECT_ROOT'] ?? '.';
const loader = process.env['DEVOPS_FLOW_LOAD_IMAGES'];
const record = new Tally();

/** The example, generated with these options. */
function generate(folder: string, ...options: readonly string[]): boolean {
  mkdirSync(folder, { recursive: true });
  cpSync(join(project, 'examples', 'orders'), folder, { recursive: true });
  const program = join(project, 'dist', 'main.js');
  const { status, stderr } = spawnSync(process.execPath, [program, 'generate', ...options], {
    cwd: folder,
    encoding: 'utf8',
  });
  return record.judge(`the example is generated ${options.join(' ')}`, status === 0, () => stderr);
}

/** An overlay over that of production: images that the nodes have, and no other change. */
async function localOverlay(folder: string, kustomize: string): Promise<string> {
  const overlay = join(folder, 'kustomize', 'local');
  mkdirSync(overlay);
  const [name, newTag] = imageOf('v1').split(':');
  writeFileSync(
    join(overlay, 'kustomization.yaml'),
    JSON.stringify({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: ['../production'],
      images: [{ name, newTag }],
      patches: [
        {
          target: { kind: 'Deployment' },
          patch: JSON.stringify([
            {
              op: 'replace',
              path: '/spec/template/spec/containers/0/imagePullPolicy',
              value: 'IfNotPresent',
            },
          ]),
        },
      ],
    }),
  );
  const render = (path: string) => renderOverlay({ helm: '', kustomize }, path);
  const [own, local] = [await render(join(folder, 'kustomize', 'production')), await render(overlay)];
  const container = 'Deployment orders/spec/template/spec/containers/0';
  record.equal(
    'the overlay for the test changes the image and its pull policy, nothing else',
    differences(own.objects, local.objects).map(line => line.split(':')[0]),
    [`${container}/image`, `${container}/imagePullPolicy`],
  );
  return overlay;
}

async function tryManifests(cluster: Cluster, overlay: string): Promise<string | undefined> {
  record.title('the manifests');
  await cluster.bringVolume('orders', 'orders-data');
  const apply = `kubectl apply --server-side --kustomize '${overlay}'`;
  // The namespace has to be there before objects can be put into it.
  const applied = await cluster.run([apply]);
  if (!record.judge('are applied', applied.code === 0, () => applied.stderr)) return undefined;
  record.judge('are applied without a warning', !/warning/i.test(applied.stderr), () => applied.stderr);
  const again = await cluster.run([apply]);
  record.judge('are applied a second time without a change', again.code === 0, () => again.stderr);
  const rollout = await cluster.run([
    'kubectl --namespace orders rollout status deployment/orders --timeout 120s',
  ]);
  const pods = () => cluster.run(['kubectl --namespace orders describe pods | tail -40']);
  const ready = rollout.code === 0;
  record.judge('become ready under the Pod Security Standard "restricted"', ready, () => rollout.stderr);
  if (!ready) {
    console.log((await pods()).stdout);
    return undefined;
  }
  record.equal(
    'the namespace enforces it',
    await cluster.ask(
      `kubectl get namespace orders --output 'jsonpath={.metadata.labels.pod-security\\.kubernetes\\.io/enforce}'`,
    ),
    'restricted',
  );
  return cluster.ask(`kubectl --namespace orders get service orders --output 'jsonpath={.spec.clusterIP}'`);
}

const work = mkdtempSync(join(tmpdir(), 'cluster-'));
try {
  if (!process.env['KUBECONFIG']) record.skip('KUBECONFIG names no cluster');
  else if (!loader) record.skip('DEVOPS_FLOW_LOAD_IMAGES names no command that gives images to the nodes');
  else {
    await installTools(['kubectl', 'helm', 'kustomize'], process.env, ({ name, version, from }) =>
      console.log(`installing ${name} ${version} from ${from}`),
    );
    const places = toolPlaces(process.env);
    const path = (name: string) => {
      const tool = tools.find(known => known.name === name);
      return (tool && findTool(tool, places)?.path) ?? name;
    };
    const cluster = new Cluster([path('kubectl'), path('helm')], work);
    record.title('images');
    if (await bringImages(project, work, loader, record)) {
      const folder = join(work, 'example');
      if (generate(folder)) {
        const overlay = await localOverlay(folder, path('kustomize'));
        const address = await tryManifests(cluster, overlay);
        if (address !== undefined) {
          record.title('strategies, under keep-alive load');
          const strategies = join(work, 'strategies');
          for (const strategy of ['rolling', 'blue-green', 'canary'])
            generate(join(work, strategy), '--family', 'strategies', '--deploy-strategy', strategy);
          for (const strategy of ['rolling', 'blue-green', 'canary'])
            cpSync(join(work, strategy, 'strategies'), strategies, { recursive: true });
          const local = join(work, 'strategies-local');
          withLocalImages(strategies, local, record);
          await tryRollouts(cluster, local, `http://${address}`, record);
        }
        record.title('the chart');
        await tryChart(cluster, join(folder, 'helm', 'orders'), record);
      }
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`\n${record.passed} passed, ${record.failed} failed`);
process.exitCode = record.failed === 0 ? 0 : 1;
