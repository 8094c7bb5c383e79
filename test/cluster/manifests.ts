import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageOf } from '../docker/versions.ts';
import { differences } from '../rendering/differences.ts';
import { renderOverlay } from '../rendering/render.ts';
import type { Tally } from '../suite/tally.ts';
import type { Cluster } from './cluster.ts';

/** An overlay over that of production: images that the nodes have, and no other change. */
export async function localOverlay(folder: string, kustomize: string, record: Tally): Promise<string> {
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

/** Applies them, twice; the address of the Service once its pods are ready. */
export async function tryManifests(
  cluster: Cluster,
  overlay: string,
  record: Tally,
): Promise<string | undefined> {
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
