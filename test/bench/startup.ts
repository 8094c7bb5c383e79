import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, print } from './table.ts';

/** Whole processes, taken in turn so that all see the same machine: medians, and the ratio to an empty Node. */
const root = process.env['PROJECT_ROOT'] ?? process.cwd();
const runs = 15;
const work = mkdtempSync(join(tmpdir(), 'bench-'));
cpSync(join(root, 'examples', 'orders', 'docs'), join(work, 'docs'), { recursive: true });
const bundle = join(root, 'dist', 'main.js');
const documents = [
  '--req',
  'docs/07_REQ/REQ-01_orders_delivery.md',
  '--spec',
  'docs/09_SPEC/SPEC-01_orders.yaml',
];

const subjects: [string, string[], () => void][] = [
  ['node -e 0', [process.execPath, '-e', '0'], () => undefined],
  ['devops-flow --version', [process.execPath, bundle, '--version'], () => undefined],
  ['./devops-flow --version', [join(root, 'devops-flow'), '--version'], () => undefined],
  ['generate, all new', [process.execPath, bundle, 'generate', ...documents, '--output', 'out'], forget],
  [
    'generate, nothing to do',
    [process.execPath, bundle, 'generate', ...documents, '--output', 'out'],
    () => undefined,
  ],
];

function forget(): void {
  for (const name of ['out', '.devops-flow']) rmSync(join(work, name), { recursive: true, force: true });
}

const times = new Map<string, number[]>(subjects.map(([subject]) => [subject, []]));
for (let run = -1; run < runs; run += 1) {
  for (const [subject, [command = '', ...args], before] of subjects) {
    before();
    const started = performance.now();
    const { status, stderr } = spawnSync(command, args, { cwd: work, encoding: 'utf8' });
    const ms = performance.now() - started;
    if (status !== 0) throw new Error(`${subject} exited with ${status}: ${stderr}`);
    // The first round warms the disk cache.
    if (run >= 0) times.get(subject)?.push(ms);
  }
}

const base = median(times.get('node -e 0') ?? []);
print(
  `Start-up as whole processes, ${runs} runs each, medians`,
  subjects.map(([subject]) => {
    const all = times.get(subject) ?? [];
    const middle = median(all);
    return {
      subject,
      medianMs: middle.toFixed(0),
      minMs: Math.min(...all).toFixed(0),
      maxMs: Math.max(...all).toFixed(0),
      ratio: (middle / base).toFixed(2),
    };
  }),
);
rmSync(work, { recursive: true, force: true });
