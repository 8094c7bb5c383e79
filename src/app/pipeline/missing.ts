import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { tools } from '../../generate/checks/tools/catalogue.ts';
import { findTool, type ToolPlaces } from '../../generate/checks/tools/places.ts';
import type { Job } from '../../model/pipeline.ts';
import type { Language } from '../../model/service.ts';

/** What this machine has for jobs. */
export interface Machine {
  readonly places: ToolPlaces;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const toolchains: Readonly<Partial<Record<Language, string>>> = {
  node: 'npm',
  python: 'python3',
  go: 'go',
  ruby: 'bundle',
  php: 'composer',
  dotnet: 'dotnet',
  rust: 'cargo',
};

/** In words, the first thing that a job needs and that is not here; undefined when all is. */
export function missingFor(job: Job, machine: Machine): string | undefined {
  const tool = toolsOf(job).find(name => !toolAt(name, machine) && !isOnPath(name, machine));
  if (tool !== undefined) return `${tool} is not here: devops-flow tools install ${tool}`;
  const programs = job.steps.flatMap(step => (step.kind === 'toolchain' ? toolchains[step.language] : []));
  const program = programs.find(name => name !== undefined && !isOnPath(name, machine));
  if (program !== undefined) return `${program} is not here`;
  return job.stage === 'build' && !hasEngine(machine)
    ? 'no Docker Engine answers here: the image is built where the pipeline runs'
    : undefined;
}

/** The folders of the tools that a job uses; none for one of the machine's own PATH. */
export const toolFolders = (job: Job, machine: Machine): readonly string[] =>
  toolsOf(job).flatMap(name => {
    const path = toolAt(name, machine);
    return path === undefined ? [] : [dirname(path)];
  });

const toolsOf = ({ steps }: Job): readonly string[] =>
  steps.flatMap(step => (step.kind === 'tools' ? step.tools : []));

function toolAt(name: string, { places }: Machine): string | undefined {
  const tool = tools.find(known => known.name === name);
  return tool && findTool(tool, places)?.path;
}

const isOnPath = (name: string, machine: Machine): boolean =>
  succeeds(machine, 'bash', '-c', 'command -v -- "$1"', 'which', name);

const hasEngine = (machine: Machine): boolean => succeeds(machine, 'docker', 'version');

const succeeds = ({ env }: Machine, program: string, ...args: readonly string[]): boolean =>
  spawnSync(program, args, { env: { ...env }, stdio: 'ignore' }).status === 0;
