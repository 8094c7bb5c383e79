// Makes a fresh clone ready: installs from the lock file and builds. Instant when nothing has changed.
// Plain Node, no dependencies: it runs before there are any.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const installedMark = join(root, 'node_modules', '.devops-flow-installed');

/** Runs argv with its output kept; shows it only when it fails. */
function run(title, [command, ...args]) {
  const started = Date.now();
  const terminal = process.stderr.isTTY;
  const label = () => `devops-flow  ${title} … ${Math.round((Date.now() - started) / 1000)} s`;
  if (!terminal) process.stderr.write(`devops-flow  ${title} …\n`);
  const tick = terminal ? setInterval(() => process.stderr.write(`\r${label()}`), 200) : undefined;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (output += text));
    child.on('error', reject);
    child.on('close', code => {
      clearInterval(tick);
      if (terminal) process.stderr.write(`\r${label()}\n`);
      if (code === 0) resolve();
      else reject(new Error(`${[command, ...args].join(' ')} exited with ${code}\n${output}`));
    });
  });
}

const lockDigest = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

function installed() {
  return existsSync(installedMark) && readFileSync(installedMark, 'utf8') === lockDigest();
}

function newest(folder) {
  let time = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) time = Math.max(time, newest(path));
    else if (!entry.name.endsWith('.test.ts')) time = Math.max(time, statSync(path).mtimeMs);
  }
  return time;
}

function built() {
  const bundle = join(root, 'dist', 'main.cjs');
  if (!existsSync(bundle)) return false;
  const sources = Math.max(newest(join(root, 'src')), statSync(join(root, 'package.json')).mtimeMs);
  return statSync(bundle).mtimeMs >= sources;
}

export async function setUp() {
  if (!installed()) {
    await run('setting up: packages from the npm registry', [
      'npm',
      'ci',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ]);
    mkdirSync(join(root, 'node_modules'), { recursive: true });
    writeFileSync(installedMark, lockDigest());
  }
  if (!built()) await run('setting up: build', [process.execPath, join(root, 'tools', 'build.mjs')]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    process.stderr.write(`devops-flow needs Node 20 or newer; this is ${process.version}\n`);
    process.exit(1);
  }
  await setUp().catch(error => {
    process.stderr.write(`devops-flow  set-up failed: ${error.message}\n`);
    process.exit(1);
  });
}
