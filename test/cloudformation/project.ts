import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Suite } from '../suite/index.ts';
import type { Stack } from '../terraform/stacks.ts';
import { type Resource, stackOf } from './resolve.ts';

export interface Root {
  /** `prod`, or `bootstrap`. */
  readonly name: string;
  /** Below the folder of the templates. */
  readonly file: string;
  /** What Terraform calls its variables. */
  readonly variables: string;
}

/** Generated templates. */
export interface Templates {
  readonly name: string;
  /** The folder of the project. */
  readonly project: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly roots: readonly Root[];
  /** What the stack of a root would be. */
  readonly made: (file: string) => readonly Resource[];
}

/** Generates them; undefined where that fails. */
export function templatesOf(
  { name, layOut, argv }: Stack,
  { program, work, tally }: Suite,
): Templates | undefined {
  const project = join(work, name);
  mkdirSync(project, { recursive: true });
  layOut(project);
  const command = [
    program,
    'generate-infra',
    ...argv,
    '--type',
    'cloudformation',
    '--output',
    'cloudformation/',
  ];
  const { status, stderr } = spawnSync(process.execPath, command, { cwd: project, encoding: 'utf8' });
  if (!tally.judge('templates are generated', status === 0, () => stderr)) return undefined;
  const folder = join(project, 'cloudformation');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.yaml'))
    .toSorted();
  const environments = files
    .filter(file => file.startsWith('environments/'))
    .map(file => basename(file, '.yaml'))
    .map(root => ({
      name: root,
      file: `environments/${root}.yaml`,
      variables: `environments/${root}.tfvars`,
    }));
  return {
    name,
    project,
    folder,
    files,
    roots: [
      ...environments,
      { name: 'bootstrap', file: 'bootstrap.yaml', variables: 'bootstrap/terraform.tfvars' },
    ],
    made: file => madeOf(join(folder, file)),
  };
}

/** Zones are asked for where a service is reached from outside only. */
function madeOf(file: string): readonly Resource[] {
  for (const said of [{ HostedZoneId: 'Z0123456789' }, {}])
    try {
      return stackOf(file, said).resources;
    } catch (error) {
      if (!/has no parameter/.test(String(error))) throw error;
    }
  return [];
}
