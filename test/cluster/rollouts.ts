import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startLoad } from '../../src/deliver/load/load.ts';
import { ordersWorkload } from '../../src/deliver/load/orders.ts';
import { imageOf } from '../docker/versions.ts';
import { patient } from '../suite/patience.ts';
import type { Tally } from '../suite/tally.ts';
import type { Cluster } from './cluster.ts';
import { type Page, readPage } from './page.ts';

export interface Rollout {
  readonly title: string;
  /** Folder of the page below `strategies`. */
  readonly folder: string;
  /** Titles of the steps, in the order in which they are carried out. */
  readonly steps: readonly RegExp[];
}

export const rollouts: readonly Rollout[] = [
  { title: 'rolling', folder: 'rolling/deployment', steps: [/^Replace/] },
  { title: 'blue-green', folder: 'blue-green/services', steps: [/^Start/, /^Try/, /^Switch/, /^Finish/] },
  {
    title: 'canary by replicas',
    folder: 'canary/replicas',
    steps: [/^Start/, /^Let/, /^A larger/, /^Promote/],
  },
];

const undone: readonly Rollout[] = [
  { title: 'blue-green, undone', folder: 'blue-green/services', steps: [/^Start/, /^Switch/, /^Undo/] },
  { title: 'canary by replicas, undone', folder: 'canary/replicas', steps: [/^Start/, /^Let/, /^Undo/] },
];

/** Of each strategy; what is published is five. */
const runs = Number(process.argv.at(process.argv.indexOf('--runs') + 1) ?? 2) || 2;

/** Carries out what the pages of the strategies say, under keep-alive load, and counts what a client lost. */
export async function tryRollouts(
  cluster: Cluster,
  strategies: string,
  url: string,
  record: Tally,
): Promise<void> {
  for (const rollout of rollouts)
    for (let run = 1; run <= runs; run += 1) await tryRollout(cluster, strategies, url, rollout, run, record);
  for (const rollout of undone) await tryRollout(cluster, strategies, url, rollout, 1, record);
}

async function tryRollout(
  cluster: Cluster,
  strategies: string,
  url: string,
  { title, folder, steps }: Rollout,
  run: number,
  record: Tally,
): Promise<void> {
  const place = join(strategies, folder);
  const page = readPage(join(place, 'README.md'));
  const image = imageOf(run % 2 === 1 ? 'v2' : 'v1');
  const load = startLoad({
    url,
    requestsPerSecond: 100,
    connections: 16,
    rampMs: 1_000,
    workload: ordersWorkload(),
    ...patient,
  });
  await pause(2_000);
  const fault = await carryOut(cluster, page, steps, place, image);
  // What leaves is still draining.
  await pause(3_000);
  const { started, lost, ownErrors, losses } = await load.stop();
  record.judge(`${title}, run ${run}: every command does what the page says`, fault === '', () => fault);
  record.judge(
    `${title}, run ${run}: 0 of ${started} requests failed`,
    lost + ownErrors === 0 && started > 100,
    () => JSON.stringify(losses.slice(0, 5)),
  );
}

async function carryOut(
  cluster: Cluster,
  page: Page,
  steps: readonly RegExp[],
  folder: string,
  image: string,
): Promise<string> {
  for (const step of steps) {
    const { code, stderr } = await cluster.run(
      [...page.variables, `IMAGE='${image}'`, ...page.commandsOf(step)],
      folder,
    );
    if (code !== 0) return `${step}: ${stderr}`;
    await pause(1_000);
  }
  return '';
}

/** The same files, with images that the nodes have already: nothing else is changed, which the tally shows. */
export function withLocalImages(from: string, to: string, record: Tally): void {
  cpSync(from, to, { recursive: true });
  const changed = new Set<string>();
  for (const entry of readdirSync(to, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !file.endsWith('.yaml')) continue;
    const before = readFileSync(file, 'utf8').split('\n');
    const after = before.map(line =>
      line.replace('imagePullPolicy: Always', 'imagePullPolicy: IfNotPresent'),
    );
    for (const [i, line] of before.entries()) if (line !== after[i]) changed.add(line.trim());
    writeFileSync(file, after.join('\n'));
  }
  record.equal(
    'only the pull policy of the strategies is changed',
    [...changed],
    ['imagePullPolicy: Always'],
  );
}
