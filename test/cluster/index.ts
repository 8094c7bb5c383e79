/**
 * npm run test:cluster: what is generated, on the cluster of KUBECONFIG. Names of parts (manifests, chart, scripts) choose
 * among them.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inACluster, namespace as scriptsNamespace } from '../scripts/in-a-cluster.ts';
import { runSuite, type Suite } from '../suite/index.ts';
import { bringTools, type Tools } from '../suite/tools.ts';
import { namespace as chartNamespace, tryChart } from './chart.ts';
import { Cluster } from './cluster.ts';
import { bringImages } from './images.ts';
import { localOverlay, tryManifests } from './manifests.ts';
import { tryRollouts, withLocalImages } from './rollouts.ts';

interface Part {
  readonly title: string;
  /** Where its objects are, which is left as it was found. */
  readonly namespace: string;
  readonly run: (ground: Ground) => Promise<void>;
}

interface Ground extends Suite {
  readonly cluster: Cluster;
  readonly tools: Tools;
}

/** The example, generated with these options; false when it cannot be. */
function generate(
  { project, program, tally }: Suite,
  folder: string,
  ...options: readonly string[]
): boolean {
  mkdirSync(folder, { recursive: true });
  cpSync(join(project, 'examples', 'orders'), folder, { recursive: true });
  const { status, stderr } = spawnSync(process.execPath, [program, 'generate', ...options], {
    cwd: folder,
    encoding: 'utf8',
  });
  return tally.judge(`the example is generated ${options.join(' ')}`, status === 0, () => stderr);
}

async function manifests(ground: Ground): Promise<void> {
  const { cluster, tools, work, tally } = ground;
  const example = join(work, 'manifests');
  if (!generate(ground, example)) return;
  const overlay = await localOverlay(example, tools.pathOf('kustomize') ?? 'kustomize', tally);
  const address = await tryManifests(cluster, overlay, tally);
  if (address === undefined) return;
  tally.title('strategies, under keep-alive load');
  const strategies = join(work, 'strategies');
  for (const strategy of ['rolling', 'blue-green', 'canary']) {
    generate(ground, join(work, strategy), '--family', 'strategies', '--deploy-strategy', strategy);
    cpSync(join(work, strategy, 'strategies'), strategies, { recursive: true });
  }
  const local = join(work, 'strategies-local');
  withLocalImages(strategies, local, tally);
  await tryRollouts(cluster, local, `http://${address}`, tally);
}

async function chart(ground: Ground): Promise<void> {
  const example = join(ground.work, 'chart');
  if (generate(ground, example))
    await tryChart(ground.cluster, join(example, 'helm', 'orders'), ground.tally);
}

const parts: Readonly<Record<string, Part>> = {
  manifests: { title: 'the manifests', namespace: 'orders', run: manifests },
  chart: { title: 'the chart', namespace: chartNamespace, run: chart },
  scripts: {
    title: 'the deployment scripts',
    namespace: scriptsNamespace,
    run: ({ cluster, tally }) => inACluster(cluster, tally),
  },
};

async function runPart({ title, namespace, run }: Part, ground: Ground): Promise<void> {
  ground.tally.title(title);
  try {
    await run(ground);
  } finally {
    await ground.cluster.remove(namespace);
  }
}

await runSuite('cluster', async suite => {
  const { tally, work } = suite;
  const loader = process.env['DEVOPS_FLOW_LOAD_IMAGES'];
  if (!process.env['KUBECONFIG']) return tally.skip('KUBECONFIG names no cluster');
  if (!loader) return tally.skip('DEVOPS_FLOW_LOAD_IMAGES names no command that gives images to the nodes');
  const tools = await bringTools(['kubectl', 'helm', 'kustomize']);
  tally.title('images');
  if (!(await bringImages(suite, loader))) return;
  const programs = ['kubectl', 'helm'].map(name => tools.pathOf(name) ?? name);
  const ground = { ...suite, tools, cluster: new Cluster(programs, work) };
  const chosen = process.argv.slice(2);
  for (const [name, part] of Object.entries(parts))
    if (chosen.length === 0 || chosen.includes(name)) await runPart(part, ground);
});
