import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, print } from './table.ts';

/** Whole processes, taken in turn so that all see the same machine: medians, and the ratio to an empty Node. */
const root = process.env['PROJECT_ROOT'] ?? process.cwd();
const runs = 15;
const work = mkdtempSync(join(tmpdir(), 'bench-'));
// A folder for each run, all made before the first: a disk that has just removed files is slow to write others.
const folderOf = (run: number) => join(work, String(run));
for (let run = -1; run < runs; run += 1) {
  mkdirSync(folderOf(run));
  cpSync(join(root, 'examples', 'orders', 'docs'), join(folderOf(run), 'docs'), { recursive: true });
}
spawnSync('sync');
const bundle = join(root, 'dist', 'main.cjs');
const documents = [
  '--req',
  'docs/07_REQ/REQ-01_orders_delivery.md',
  '--spec',
  'docs/09_SPEC/SPEC-01_orders.yaml',
];

const version = [process.execPath, bundle, '--version'];
const generate = [process.execPath, bundle, 'generate', ...documents, '--output', 'out'];
const infrastructure = [
  process.execPath,
  bundle,
  'generate-infra',
  ...documents,
  '--cloud',
  'aws',
  '--output',
  'infrastructure',
];
const plan = [process.execPath, bundle, 'plan', ...documents, '--output', 'out'];

interface Subject {
  readonly subject: string;
  readonly argv: readonly string[];
  /** How many times the empty Node its median may take. */
  readonly limit?: number;
}

const subjects: readonly Subject[] = [
  { subject: 'node -e 0', argv: [process.execPath, '-e', '0'] },
  { subject: 'devops-flow --version', argv: version, limit: 2 },
  { subject: './devops-flow --version', argv: [join(root, 'devops-flow'), '--version'] },
  { subject: 'generate, all new', argv: generate, limit: 4 },
  { subject: 'generate, nothing to do', argv: generate, limit: 4 },
  { subject: 'generate-infra, all new', argv: infrastructure, limit: 4 },
  { subject: 'generate-infra, nothing to do', argv: infrastructure, limit: 4 },
  { subject: 'plan, nothing to do', argv: plan, limit: 4 },
];

const times = new Map<string, number[]>(subjects.map(({ subject }) => [subject, []]));
for (let run = -1; run < runs; run += 1) {
  for (const { subject, argv } of subjects) {
    const [command = '', ...args] = argv;
    const started = performance.now();
    const { status, stderr } = spawnSync(command, args, { cwd: folderOf(run), encoding: 'utf8' });
    const ms = performance.now() - started;
    if (status !== 0) throw new Error(`${subject} exited with ${status}: ${stderr}`);
    // The first round warms the disk cache.
    if (run >= 0) times.get(subject)?.push(ms);
  }
}

const base = median(times.get('node -e 0') ?? []);
print(
  `Start-up as whole processes, ${runs} runs each, medians`,
  subjects.map(({ subject, limit }) => {
    const all = times.get(subject) ?? [];
    const middle = median(all);
    return {
      subject,
      medianMs: middle.toFixed(0),
      minMs: Math.min(...all).toFixed(0),
      maxMs: Math.max(...all).toFixed(0),
      ratio: (middle / base).toFixed(2),
      limit: limit ?? '-',
    };
  }),
);
rmSync(work, { recursive: true, force: true });
const over = subjects.filter(
  ({ subject, limit = Number.POSITIVE_INFINITY }) => median(times.get(subject) ?? []) > limit * base,
);
for (const { subject, limit } of over)
  process.stderr.write(`${subject} takes more than ${limit} times an empty Node\n`);
process.exitCode = over.length === 0 ? 0 : 1;
