/** npm run bench:generate: what one more Kubernetes object costs us and others, as whole processes that write files. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bringTools } from '../suite/tools.ts';
import { measured, objectsBelow } from './rivals/measured.ts';
import { rivals } from './rivals/programs.ts';
import { type Command, first, type Rival, type Sample, sample, type Template } from './rivals/rival.ts';
import { median, print, type Row } from './table.ts';

const { values } = parseArgs({
  options: { counts: { type: 'string' }, runs: { type: 'string' }, json: { type: 'boolean' } },
});
/** One service for the time of a whole process; the marginal time is from the second number to the last. */
const counts = (values.counts ?? '1,10,100,1000').split(',').map(Number);
const runs = Number(values.runs ?? 5);
const bundle = join(process.env['PROJECT_ROOT'] ?? process.cwd(), 'dist', 'main.cjs');
const work = mkdtempSync(join(tmpdir(), 'bench-generate-'));

const service = ({ name, port }: Sample) => `  ${name}:
    language: node
    port: ${port}
    health: { live: /live, ready: /ready }
    metricsPath: /metrics
    variables: { LOG_LEVEL: info, API_KEY: { required: true, sensitive: true } }
    compute: { requests: { cpu: 100m, memory: 128Mi }, limits: { cpu: 500m, memory: 256Mi } }
    environments: { staging: { replicas: 2 }, production: { replicas: 4 } }
    volumes: { data: { path: /data, size: 1Gi } }
`;

function layOutOurs(folder: string, samples: readonly Sample[]): Command {
  mkdirSync(join(folder, '.git'), { recursive: true });
  writeFileSync(join(folder, 'devops-flow.yaml'), `services:\n${samples.map(service).join('')}`);
  const argv = [process.execPath, bundle, 'generate', '--family', 'kubernetes', '--output', 'out'];
  return { argv, output: join(folder, 'out') };
}

/** What we make of one service is what the others render. */
function templatesOf(): readonly Template[] {
  const folder = join(work, 'template');
  const { argv } = layOutOurs(folder, [first]);
  const [program = '', ...args] = argv;
  const { status, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const made = join(folder, 'out', 'k8s');
  return readdirSync(made)
    .filter(name => name.endsWith('.yaml'))
    .map(name => ({ name, content: readFileSync(join(made, name), 'utf8') }));
}

const { pathOf } = await bringTools(['helm', 'kustomize']);
const ours: Rival = {
  name: 'devops-flow generate --family kubernetes',
  does: 'reads one document, checks each file, plans, writes with a lock and what was last generated',
  layOut: (folder, _, count) =>
    layOutOurs(
      folder,
      Array.from({ length: count }, (_, n) => sample(n)),
    ),
};
const all = [
  ours,
  ...rivals({
    helm: pathOf('helm'),
    kustomize: pathOf('kustomize'),
    scoreK8s: process.env['SCORE_K8S'],
    kompose: process.env['KOMPOSE'],
  }),
];

interface Cell {
  readonly rival: Rival;
  readonly count: number;
  readonly folder: string;
  readonly command: Command;
  readonly ms: number[];
  maxMb: number;
  objects: number;
  /** It did not end in time: once is enough. */
  tooSlow: boolean;
}

const templates = templatesOf();
const cells = all
  .filter(({ missing }) => missing === undefined)
  .flatMap(rival =>
    counts.map((count): Cell => {
      const folder = join(work, `${all.indexOf(rival)}-${count}`);
      mkdirSync(folder, { recursive: true });
      const command = rival.layOut(folder, templates, count);
      return { rival, count, folder, command, ms: [], maxMb: 0, objects: 0, tooSlow: false };
    }),
  );

// Each subject in turn, so that all see the same machine; the first round of the small ones warms the disk cache.
for (let run = -1; run < runs; run += 1)
  for (const cell of cells) {
    if (cell.tooSlow || (run < 0 && cell.count > 10)) continue;
    process.stderr.write(`${run + 1}/${runs} ${cell.rival.name}, ${cell.count} services … `);
    // Ours would find that all is there already.
    rmSync(join(cell.folder, '.devops-flow'), { recursive: true, force: true });
    const taken = await measured(cell.command, cell.folder);
    process.stderr.write(taken ? `${Math.round(taken.ms)} ms\n` : 'too slow\n');
    cell.tooSlow = taken === undefined;
    if (!taken) continue;
    const { ms, maxMb } = taken;
    if (run < 0) continue;
    cell.ms.push(ms);
    cell.maxMb = Math.max(cell.maxMb, maxMb);
    if (cell.objects === 0) cell.objects = objectsBelow(cell.command.output);
  }
rmSync(work, { recursive: true, force: true });

const cellOf = (rival: Rival, count: number) =>
  cells.find(cell => cell.rival === rival && cell.count === count);

function marginal(rival: Rival): number {
  const few = cellOf(rival, counts[1] ?? 1);
  const many = counts
    .map(count => cellOf(rival, count))
    .findLast(cell => cell !== undefined && cell.objects > 0);
  if (!few || !many) return Number.NaN;
  return (median(many.ms) - median(few.ms)) / (many.objects - few.objects);
}

const own = marginal(ours);
const rows = all.map((rival): Row => {
  const { name, does, missing } = rival;
  const perCount = counts.flatMap(count => {
    const cell = cellOf(rival, count);
    const figures = cell && `${Math.round(median(cell.ms))} ms, ${Math.round(cell.maxMb)} MB`;
    const said = cell?.tooSlow ? 'over 300 s' : (figures ?? '-');
    return [[`${count} services`, said]];
  });
  const perObject = missing === undefined ? marginal(rival) : undefined;
  return {
    subject: name,
    'ms per further object': perObject?.toFixed(3) ?? '-',
    'times ours': perObject === undefined ? '-' : (perObject / own).toFixed(2),
    'objects per service': cellOf(rival, counts[0] ?? 1)?.objects ?? '-',
    ...Object.fromEntries(perCount),
    'what it does': missing === undefined ? does : `skipped: ${missing}`,
  };
});
print(
  `Kubernetes objects of ${counts.at(-1)} services in one run: whole processes in turn, medians of ${runs}`,
  rows,
);
const ahead = all.filter(rival => rival !== ours && rival.missing === undefined && marginal(rival) <= own);
for (const { name } of ahead) process.stderr.write(`${name} is faster than us for a further object\n`);
process.exitCode = ahead.length === 0 ? 0 : 1;
