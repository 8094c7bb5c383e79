// Bundles src/ into dist/: one entry, shared chunks, what is heavy behind dynamic imports.
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const { version, dependencies } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
);
// Native code cannot be bundled; it is found in node_modules at run time.
const external = Object.keys(dependencies).filter(name => name === 'libsql');

const [dist, fresh] = ['../dist', `../dist.new-${process.pid}`].map(
  name => new URL(name, import.meta.url).pathname,
);
await build({
  absWorkingDir: new URL('..', import.meta.url).pathname,
  entryPoints: { main: 'src/cli/main.ts' },
  outdir: fresh,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // Names stay: stack traces can be read, and esbuild's keepNames would cost a twentieth of `generate`.
  minifyWhitespace: true,
  minifySyntax: true,
  external,
  define: { DEVOPS_FLOW_VERSION: JSON.stringify(version) },
  // Bundled CommonJS packages (commander) call require() for Node's own modules.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  chunkNames: 'chunks/[name]-[hash]',
  legalComments: 'none',
  logLevel: 'warning',
});
// The old bundle serves until the new one is whole.
rmSync(dist, { recursive: true, force: true });
renameSync(fresh, dist);
