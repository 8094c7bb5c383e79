/**
 * npm run test:cluster: what is generated, on the cluster of KUBECONFIG. Names of parts (manifests, chart, scripts) choose
 * among them.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installTools } from '../../src/app/tools.ts';
import { tools } from '../../src/generate/checks/tools/catalogue.ts';
import { findTool, toolPlaces } from '../../src/generate/checks/tools/places.ts';
import { Tally } from '../docker/tally.ts';
import { tryChart } from './chart.ts';
import { Cluster } from './cluster.ts';
import { bringImages } from './images.ts';
import { localOverlay, tryManifests } from './manifests.ts';
import { tryRollouts, withLocalImages } from './rollouts.ts';

const project = process.env['PROJECT_ROOT'] ?? '.';
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

interface Ground {
  readonly cluster: Cluster;
  readonly kustomize: string;
  /** The example with all that is generated for it. */
  readonly example: string;
  readonly work: string;
}

const parts: Readonly<Record<string, (ground: Ground) => Promise<void>>> = {
  manifests: async ({ cluster, kustomize, example, work }) => {
    record.title('the manifests');
    const overlay = await localOverlay(example, kustomize, record);
    const address = await tryManifests(cluster, overlay, record);
    if (address === undefined) return;
    record.title('strategies, under keep-alive load');
    const strategies = join(work, 'strategies');
    for (const strategy of ['rolling', 'blue-green', 'canary']) {
      generate(join(work, strategy), '--family', 'strategies', '--deploy-strategy', strategy);
      cpSync(join(work, strategy, 'strategies'), strategies, { recursive: true });
    }
    const local = join(work, 'strategies-local');
    withLocalImages(strategies, local, record);
    await tryRollouts(cluster, local, `http://${address}`, record);
  },
  chart: async ({ cluster, example }) => {
    record.title('the chart');
    await tryChart(cluster, join(example, 'helm', 'orders'), record);
  },
};

async function tryAll(loader: string, chosen: readonly string[], work: string): Promise<void> {
  await installTools(['kubectl', 'helm', 'kustomize'], process.env, ({ name, version, from }) =>
    console.log(`installing ${name} ${version} from ${from}`),
  );
  const places = toolPlaces(process.env);
  const path = (name: string) => {
    const tool = tools.find(known => known.name === name);
    return (tool && findTool(tool, places)?.path) ?? name;
  };
  record.title('images');
  if (!(await bringImages(project, work, loader, record))) return;
  const example = join(work, 'example');
  if (!generate(example)) return;
  const cluster = new Cluster([path('kubectl'), path('helm')], work);
  for (const [name, tryPart] of Object.entries(parts))
    if (chosen.length === 0 || chosen.includes(name))
      await tryPart({ cluster, kustomize: path('kustomize'), example, work });
}

const work = mkdtempSync(join(tmpdir(), 'cluster-'));
const loader = process.env['DEVOPS_FLOW_LOAD_IMAGES'];
try {
  if (!process.env['KUBECONFIG']) record.skip('KUBECONFIG names no cluster');
  else if (!loader) record.skip('DEVOPS_FLOW_LOAD_IMAGES names no command that gives images to the nodes');
  else await tryAll(loader, process.argv.slice(2), work);
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`\n${record.passed} passed, ${record.failed} failed`);
process.exitCode = record.failed === 0 ? 0 : 1;
