// Bundles src/ into dist/: main.cjs starts, cli.cjs is every command, router.cjs what only the router needs, cli.cache
// what V8 has compiled of cli.cjs after one run.
import { spawnSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { esbuildTexts } from './texts.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const [dist, fresh] = [join(root, 'dist'), join(root, `dist.new-${process.pid}`)];

// A build that fails leaves nothing behind; one that does not has moved it by then.
process.on('exit', () => rmSync(fresh, { recursive: true, force: true }));

const common = {
  absWorkingDir: root,
  outdir: fresh,
  bundle: true,
  platform: 'node',
  target: 'node20',
  // Identifiers stay as they are, so that stack traces can be read.
  minifySyntax: true,
  minifyWhitespace: true,
  // Native code cannot be bundled; it is found in node_modules at run time.
  external: ['libsql'],
  // The same parser as ES modules; the one for Node asks the environment about each word whether to log it.
  alias: { yaml: join(root, 'node_modules', 'yaml', 'browser', 'index.js') },
  define: { DEVOPS_FLOW_VERSION: JSON.stringify(version) },
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [esbuildTexts],
};

/** The router and its HTTP client are half of all code: a bundle of its own, loaded by the router alone. */
const routerApart = {
  name: 'router-apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/app\/deliver\/route\.ts$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: './router.cjs', external: true },
    ),
};

const commonJs = {
  ...common,
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  supported: { 'dynamic-import': false },
};
await build({ ...common, entryPoints: { warm: 'src/cli/warm.ts' }, format: 'esm' });
// Node starts a CommonJS program without its loader of ES modules: a tenth of an empty process.
await build({
  ...commonJs,
  entryPoints: { main: 'src/cli/main.ts' },
  define: { ...common.define, 'import.meta.filename': '__filename' },
});
await build({
  ...commonJs,
  entryPoints: { cli: 'src/cli/run.ts' },
  plugins: [esbuildTexts, routerApart],
  banner: { js: '(function (exports, require, module) {' },
  footer: { js: '})' },
});
await build({ ...commonJs, entryPoints: { router: 'src/app/deliver/route.ts' } });

const warm = join(fresh, 'warm.js');
const warmed = spawnSync(process.execPath, [warm, fresh, join(root, 'examples')], { encoding: 'utf8' });
if (warmed.status !== 0) throw new Error(`the fresh bundle does not generate the example:\n${warmed.stderr}`);
rmSync(warm);

// The old bundle serves until the new one is whole.
rmSync(dist, { recursive: true, force: true });
renameSync(fresh, dist);
