// node tools/run.mjs FILE.ts [ARGUMENTS]: bundles a program of the tests, such as test/bench/startup.ts, and runs it.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { esbuildTexts } from './texts.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [file, ...args] = process.argv.slice(2);
// Inside the project, so that what is not bundled is found in node_modules.
const folder = mkdtempSync(join(root, 'node_modules', '.run-'));
const outfile = join(folder, 'program.mjs');
await build({
  entryPoints: [join(root, file)],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: ['libsql', '@cdktn/hcl2json'],
  // As in the product, see build.mjs.
  alias: { yaml: join(root, 'node_modules', 'yaml', 'browser', 'index.js') },
  plugins: [esbuildTexts],
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
});
const child = spawn(process.execPath, [outfile, ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PROJECT_ROOT: root },
});
child.on('close', code => {
  rmSync(folder, { recursive: true, force: true });
  process.exitCode = code ?? 1;
});
