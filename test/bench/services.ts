/**
 * npm run bench:services: what one more service costs, from 10 to 1,000: parsed, generated, checked and planned; with
 * `-- --infrastructure` its place in a cloud only.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median, print } from './table.ts';

const root = process.env['PROJECT_ROOT'] ?? process.cwd();
const bundle = join(root, 'dist', 'main.cjs');
const { values } = parseArgs({
  options: {
    counts: { type: 'string' },
    runs: { type: 'string' },
    json: { type: 'boolean' },
    infrastructure: { type: 'boolean' },
  },
});
const counts = (values.counts ?? '10,100,300,1000').split(',').map(Number);
const runs = Number(values.runs ?? 3);
const only = values.infrastructure ? ['--family', 'terraform', '--cloud', 'aws'] : [];
/** Milliseconds that one more service may take. */
const limitMs = 60;

/** A service as a team would write it: variables, sizes, environments, a database. */
const service = (n: number) => `  service-${n}:
    language: ${['node', 'python', 'go', 'java'][n % 4]}
    port: ${8000 + (n % 1000)}
    health: { live: /live, ready: /ready }
    variables: { LOG_LEVEL: info, REGION: eu-west-${n % 3}, API_KEY: { required: true, sensitive: true } }
    compute: { requests: { cpu: 100m, memory: 128Mi }, limits: { cpu: 500m, memory: 256Mi } }
    environments: { staging: { replicas: 2 }, production: { replicas: 4, approval: true } }
    dependencies: { db: healthy }
`;

function projectOf(count: number): string {
  const folder = mkdtempSync(join(tmpdir(), `services-${count}-`));
  mkdirSync(join(folder, '.git'));
  const services = Array.from({ length: count }, (_, n) => service(n)).join('');
  const resources = 'resources: { db: { kind: database, type: PostgreSQL, version: "15" } }\n';
  writeFileSync(join(folder, 'devops-flow.yaml'), `services:\n${services}${resources}`);
  return folder;
}

/** One run as a whole process; what it does goes to stderr, as a thousand services take a while. */
function once(folder: string, args: readonly string[]): { ms: number; files: number } {
  process.stderr.write(`${folder.replace(/^.*\//, '')}: ${args.join(' ')} … `);
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...args, '--json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  const ms = performance.now() - started;
  if (status !== 0)
    throw new Error(`${args.join(' ')} exited with ${status}: ${(stderr || stdout).slice(0, 2000)}`);
  process.stderr.write(`${Math.round(ms)} ms\n`);
  return { ms, files: (JSON.parse(stdout) as { files: number }).files };
}

const rows = counts.map(count => {
  const folder = projectOf(count);
  const fresh = Array.from({ length: runs }, () => once(folder, ['plan', ...only]));
  const writtenMs = once(folder, ['generate', ...only]).ms;
  const again = Array.from({ length: runs }, () => once(folder, ['plan', ...only]).ms);
  rmSync(folder, { recursive: true, force: true });
  return {
    count,
    files: fresh[0]?.files ?? 0,
    freshMs: median(fresh.map(({ ms }) => ms)),
    writtenMs,
    againMs: median(again),
  };
});

const first = rows[0];
const marginal = (now: number, before: number, more: number) => (more === 0 ? 0 : (now - before) / more);
const table = rows.map(({ count, files, freshMs, writtenMs, againMs }, i) => {
  const before = rows[i - 1] ?? first;
  const more = count - (before?.count ?? count);
  return {
    subject: `${count} services, ${files} files`,
    'all new, ms': Math.round(freshMs),
    'ms per further service': Number(marginal(freshMs, before?.freshMs ?? 0, more).toFixed(2)),
    'written, ms (once)': Math.round(writtenMs),
    'nothing to do, ms': Math.round(againMs),
    'ms per further service, again': Number(marginal(againMs, before?.againMs ?? 0, more).toFixed(2)),
  };
});
print(
  `devops-flow.yaml parsed, generated, checked and planned: whole processes, medians of ${runs}; limit ${limitMs} ms per service`,
  table,
);
