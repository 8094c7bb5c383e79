import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll } from 'vitest';
import { esbuildTexts } from '../../../../tools/texts.mjs';

/** Bundles a module for the tests of a file, to be run by Node as a process of its own; returns the path of the bundle. */
export function bundleForTests(module: URL): string {
  const entryPoint = fileURLToPath(module);
  const name = entryPoint.replace(/.*\//, '').replace(/\.ts$/, '');
  // Below node_modules, where what stays external is found.
  const outfile = fileURLToPath(
    new URL(`../../../../node_modules/.cache/${name}-${process.pid}.mjs`, import.meta.url),
  );
  beforeAll(async () => {
    await build({
      entryPoints: [entryPoint],
      outfile,
      bundle: true,
      packages: 'external',
      plugins: [esbuildTexts],
      platform: 'node',
      format: 'esm',
    });
  });
  afterAll(() => rmSync(outfile));
  return outfile;
}
