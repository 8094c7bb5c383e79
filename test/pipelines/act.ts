import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Machine } from './machine.ts';

/** How a step of the workflow ended, and whether it was the workflow's own or an action that something stood in for. */
export interface StepResult {
  readonly job: string;
  readonly step: string;
  readonly result: string;
  /** It ran commands of the workflow; an action was stood in for. */
  readonly ran: boolean;
}

export interface ActResult {
  readonly steps: readonly StepResult[];
  /** How each job ended; one of a matrix once for each of its values. */
  readonly jobs: readonly (readonly [job: string, result: string])[];
  readonly output: string;
}

const standIn = `name: stand-in
description: answers as the action would, and does nothing
outputs:
  digest: { description: of the image, value: "sha256:${'a'.repeat(64)}" }
runs:
  using: composite
  steps:
    - run: echo stand-in
      shell: bash
`;

interface Workflow {
  readonly jobs: Record<
    string,
    { readonly steps: readonly { uses?: string; run?: string; name?: string }[] }
  >;
}

/** Every action of the workflow, mapped to a folder here; steps that run commands stay as they are. */
function standIns({ jobs }: Workflow, folder: string): readonly string[] {
  const used = new Set(Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? [])));
  return [...used].flatMap(uses => {
    const place = join(folder, uses.replaceAll(/[^\w.-]/g, '-'));
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, 'action.yml'), standIn);
    return ['--local-repository', `${uses}=${place}`];
  });
}

/** Runs a push up to one job, with all that it needs. */
export function runAct(
  act: string,
  project: string,
  job: string,
  machine: Machine,
  folder: string,
  secrets: Readonly<Record<string, string>> = {},
): ActResult {
  const file = join('.github', 'workflows', 'delivery.yml');
  const workflow = parse(readFileSync(join(project, file), 'utf8')) as Workflow;
  const actions = standIns(workflow, join(folder, 'actions'));
  const steps = Object.values(workflow.jobs).flatMap(one => one.steps);
  const commands = new Set(steps.flatMap(({ run, name }) => (run === undefined ? [] : [name])));
  const given = Object.entries(secrets).flatMap(([name, value]) => ['--secret', `${name}=${value}`]);
  const words = ['push', '--workflows', file, '--job', job, '--platform', 'ubuntu-24.04=-self-hosted'];
  const { stdout, stderr } = spawnSync(act, [...words, '--pull=false', '--json', ...actions, ...given], {
    cwd: project,
    env: machine.env,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const lines = `${stdout}${stderr}`.split('\n').flatMap(line => {
    try {
      return [JSON.parse(line) as Record<string, string>];
    } catch {
      return [];
    }
  });
  return {
    steps: lines.flatMap(({ jobID: id = '', step = '', stepResult, stage, msg = '' }) =>
      stepResult !== undefined && stage === 'Main' && !msg.includes('echo stand-in')
        ? [{ job: id, step, result: stepResult, ran: commands.has(step) }]
        : [],
    ),
    jobs: lines.flatMap(({ jobID: id = '', jobResult }) =>
      jobResult === undefined ? [] : [[id, jobResult] as const],
    ),
    output: `${stdout}${stderr}`,
  };
}
