import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { tools } from '../../generate/checks/tools/catalogue.ts';
import { findTool, type ToolPlaces } from '../../generate/checks/tools/places.ts';
import { type Commands, commandsOf } from '../../model/pipeline/commands.ts';
import type { Job, Step, Value } from '../../model/pipeline.ts';
import { plain, Traced } from '../../model/traced.ts';
import { checkOut } from './checkout.ts';
import type { Outcome } from './schedule.ts';

/** One run of a job. */
export interface JobRun {
  readonly job: Job;
  /** Where a matrix puts it. */
  readonly matrix: Readonly<Record<string, string>>;
}

export interface JobRoom {
  /** The project, as it is checked out. */
  readonly root: string;
  readonly files: readonly string[];
  /** The folder that scripts are generated below, for jobs that deliver. */
  readonly home: string;
  /** An empty folder of the run's own. */
  readonly scratch: string;
  readonly log: string;
  readonly places: ToolPlaces;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The command that scripts call devops-flow by. */
  readonly program: string;
  readonly signal: AbortSignal;
  readonly step: (name: string) => void;
}

export interface JobResult {
  readonly outcome: Outcome;
  /** Why it failed, or could not be tried. */
  readonly reason?: string;
}

/** What a step says when what it needs from elsewhere cannot be had. */
const unreachable =
  /could not resolve host|getaddrinfo|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|temporary failure in name resolution|no such host|failed to download|connection (?:refused|timed out)|network is unreachable|403 forbidden|failed to (?:resolve|fetch)|max retries exceeded/i;

/** Carries a job out, step by step, in a checkout of its own; what delivers runs in the project itself. */
export async function runJob({ job, matrix }: JobRun, room: JobRoom): Promise<JobResult> {
  const missing = missingPrograms(job, room);
  if (missing !== undefined) return { outcome: 'not-exercised', reason: missing };
  const delivers = job.stage === 'deliver';
  const folder = delivers ? room.home : join(room.scratch, 'project');
  if (!delivers) checkOut(room.root, room.files, folder);
  mkdirSync(join(room.scratch, 'temporary'), { recursive: true });
  const path = toolPath(job, room);
  for (const step of job.steps) {
    for (const commands of stepCommands(step)) {
      room.step(commands.name);
      const failure = await runCommands(commands, { folder, path, matrix, room, minutes: job.minutes });
      if (failure === undefined) continue;
      const [line] = failure.said.filter(text => unreachable.test(text));
      return line !== undefined && !delivers
        ? { outcome: 'not-exercised', reason: `it needs the network: ${line.trim()}` }
        : { outcome: 'failed', reason: `${commands.name}: ${failure.why}` };
    }
  }
  return { outcome: 'passed' };
}

/** Python's tools are installed into an environment of the run's own; every other toolchain is that of the machine. */
function stepCommands(step: Step): readonly Commands[] {
  if (step.kind === 'tools' || step.kind === 'notify') return [];
  if (step.kind !== 'toolchain' || step.language !== 'python') return commandsOf(step);
  return [
    {
      name: 'python',
      commands: ['python3 -m venv "$PYTHON"'],
      variables: { PYTHON: { temporary: 'python' } },
    },
  ];
}

const programs: Readonly<Partial<Record<string, string>>> = {
  node: 'npm',
  python: 'python3',
  go: 'go',
  ruby: 'bundle',
  php: 'composer',
  dotnet: 'dotnet',
  rust: 'cargo',
};

/** In words, the first program that is not here; undefined when all are. */
function missingPrograms(job: Job, { places, env }: JobRoom): string | undefined {
  for (const step of job.steps) {
    if (step.kind === 'tools')
      for (const name of step.tools)
        if (toolAt(name, places) === undefined && !isOnPath(name, env))
          return `${name} is not here: devops-flow tools install ${name}`;
    const program = step.kind === 'toolchain' ? programs[step.language] : undefined;
    if (program !== undefined && !isOnPath(program, env)) return `${program} is not here`;
    if (step.kind === 'run' && step.commands.some(line => line.includes('docker build')) && !hasEngine(env))
      return 'no Docker Engine answers here: the image is built where the pipeline runs';
  }
  return undefined;
}

const toolAt = (name: string, places: ToolPlaces): string | undefined => {
  const tool = tools.find(known => known.name === name);
  return tool && findTool(tool, places)?.path;
};

const isOnPath = (name: string, env: JobRoom['env']): boolean =>
  spawnSync('bash', ['-c', 'command -v -- "$1"', 'which', name], { env: { ...env }, stdio: 'ignore' })
    .status === 0;

const hasEngine = (env: JobRoom['env']): boolean =>
  spawnSync('docker', ['version'], { env: { ...env }, stdio: 'ignore' }).status === 0;

function toolPath(job: Job, { places, scratch }: JobRoom): string {
  const own = job.steps.flatMap(step => (step.kind === 'tools' ? step.tools : []));
  const folders = own.flatMap(name => {
    const path = toolAt(name, places);
    return path === undefined ? [] : [path.slice(0, path.lastIndexOf('/'))];
  });
  return [join(scratch, 'temporary', 'python', 'bin'), ...folders].join(':');
}

interface Setting {
  readonly folder: string;
  readonly path: string;
  readonly matrix: Readonly<Record<string, string>>;
  readonly minutes: number;
  readonly room: JobRoom;
}

/** @returns undefined when all went well; else why not, and the last lines that were said */
function runCommands(
  { commands, folder = '.', variables }: Commands,
  { folder: home, path, matrix, minutes, room }: Setting,
): Promise<{ readonly why: string; readonly said: readonly string[] } | undefined> {
  const values = Object.entries(variables).flatMap(([name, value]) => {
    const known = valueOf(value, matrix, home, room);
    return known === undefined ? [] : [[name, known] as const];
  });
  const secrets = Object.values(variables).flatMap(value =>
    typeof value === 'object' && 'secret' in value ? (room.env[value.secret] ?? []) : [],
  );
  const env = {
    ...room.env,
    ...Object.fromEntries(values),
    CI: 'true',
    DEVOPS_FLOW: room.program,
    PATH: `${path}:${room.env['PATH'] ?? ''}`,
  };
  const argv = ['-eo', 'pipefail', '-c', commands.join('\n')];
  const child = spawn('bash', argv, {
    cwd: join(home, plain(folder)),
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  };
  room.signal.addEventListener('abort', kill, { once: true });
  const limit = setTimeout(kill, minutes * 60_000);
  const said: string[] = [];
  const hear = (chunk: string) => {
    const shown = secrets.reduce(
      (text, secret) => (secret === '' ? text : text.replaceAll(secret, '***')),
      chunk,
    );
    appendFileSync(room.log, shown);
    said.push(...shown.split('\n').filter(line => line.trim() !== ''));
    said.splice(0, Math.max(0, said.length - 200));
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      room.signal.removeEventListener('abort', kill);
      if (code === 0) resolve(undefined);
      else resolve({ why: signal ? `ended by ${signal}` : `exit code ${code}`, said });
    });
  });
}

/** Undefined for a secret that is not set, and for what only a pipeline elsewhere knows. */
function valueOf(value: Value, matrix: Setting['matrix'], home: string, room: JobRoom): string | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof Traced) return value.value;
  if ('secret' in value) return room.env[value.secret];
  if ('matrix' in value) return matrix[value.matrix];
  if ('temporary' in value) return join(room.scratch, 'temporary', value.temporary);
  if ('workspace' in value) return `${value.before ?? ''}${join(home, value.workspace)}`;
  if ('fact' in value) return value.fact === 'status' ? 'success' : 'local';
  return undefined;
}
