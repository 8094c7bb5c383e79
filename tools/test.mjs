// npm test: every check of the project, one after the other, and one closing line.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = name => join(root, 'node_modules', '.bin', name);
// Everything that tests leave in a temporary folder goes with this one.
const scratch = mkdtempSync(join(tmpdir(), 'dft-'));
const report = join(scratch, 'report.json');

const checks = [
  ['format', bin('biome'), 'ci', '--linter-enabled=false', '.'],
  ['types', bin('tsc'), '-p', '.'],
  ['lint: rules, and the direction of imports', bin('oxlint'), '--type-aware'],
  ['dead code', bin('knip')],
];

function run([command, ...args], quiet) {
  return new Promise(resolve => {
    const env = { ...process.env, TMPDIR: scratch };
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    let output = '';
    child.stdout?.on('data', text => (output += text));
    child.stderr?.on('data', text => (output += text));
    child.on('error', error => resolve({ ok: false, output: error.message }));
    child.on('close', code => resolve({ ok: code === 0, output }));
  });
}

let passed = 0;
let failed = 0;
for (const [title, ...argv] of checks) {
  const started = Date.now();
  const { ok, output } = await run(argv, true);
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${title}  ${((Date.now() - started) / 1000).toFixed(1)} s`);
  if (ok) passed += 1;
  else {
    failed += 1;
    console.log(output);
  }
}

const files = process.argv.slice(2);
const tests = await run(
  [bin('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...files],
  false,
);
let skipped = 0;
try {
  const counts = JSON.parse(readFileSync(report, 'utf8'));
  passed += counts.numPassedTests;
  failed +=
    counts.numFailedTests +
    counts.testResults.filter(file => file.status === 'failed' && file.assertionResults.length === 0).length;
  skipped = counts.numPendingTests + counts.numTodoTests;
} catch {
  failed += 1;
}
if (!tests.ok && failed === 0) failed += 1;
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 ? 0 : 1;
