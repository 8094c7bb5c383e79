import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadBundle } from './load-bundle.ts';

/**
 * The last step of a build, in a process of its own: generates the example in a throw-away folder, plans it again and
 * keeps what V8 has compiled by then as the code cache of the bundle. argv: the folder of the bundle, the examples folder.
 */
const [folder = '', examples = ''] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'devops-flow-build-'));
try {
  cpSync(join(examples, 'orders', 'docs'), join(work, 'docs'), { recursive: true });
  process.chdir(work);
  const { bundle, script } = loadBundle(folder);
  for (const command of ['generate', 'plan'])
    process.exitCode ||= await bundle.run([command, '.'], '', [process.execPath, join(folder, 'main.cjs')]);
  writeFileSync(join(folder, 'cli.cache'), script.createCachedData());
} finally {
  process.chdir(folder);
  rmSync(work, { recursive: true, force: true });
}
