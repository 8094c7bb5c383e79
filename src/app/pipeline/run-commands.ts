import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Commands } from '../../model/pipeline/commands.ts';
import type { Value, Variables } from '../../model/pipeline.ts';
import { plain, Traced } from '../../model/traced.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the commands of a job run, and for how long they may. */
export interface Shell {
  /** The sources. */
  readonly folder: string;
  /** A folder of the job's own, outside of the sources. */
  readonly temporary: string;
  /** Secrets are taken from it; commands have all of it beside their own variables. */
  readonly env: Environment;
  readonly matrix: Readonly<Record<string, string>>;
  readonly minutes: number;
  readonly log: string;
  readonly signal: AbortSignal;
}

export interface CommandFailure {
  readonly why: string;
  /** The last lines that were said. */
  readonly said: readonly string[];
}

/** @returns undefined when all went well */
export async function runCommands(
  { commands, folder = '.', variables }: Commands,
  shell: Shell,
): Promise<CommandFailure | undefined> {
  const { log, signal, minutes } = shell;
  const child = spawn('bash', ['-eo', 'pipefail', '-c', commands.join('\n')], {
    cwd: join(shell.folder, plain(folder)),
    env: { ...shell.env, ...valuesOf(variables, shell) },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const covered = coverOf(variables, shell);
  const said: string[] = [];
  const hear = (chunk: string) => {
    const shown = covered(chunk);
    appendFileSync(log, shown);
    said.push(...shown.split('\n').filter(line => line.trim() !== ''));
    said.splice(0, Math.max(0, said.length - 200));
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  const kill = () => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  };
  signal.addEventListener('abort', kill, { once: true });
  const limit = setTimeout(kill, minutes * 60_000);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, ended) => {
      clearTimeout(limit);
      signal.removeEventListener('abort', kill);
      if (code === 0) resolve(undefined);
      else resolve({ why: ended ? `ended by ${ended}` : `exit code ${code}`, said });
    });
  });
}

const valuesOf = (variables: Variables, shell: Shell): Environment =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => {
      const known = valueOf(value, shell);
      return known === undefined ? [] : [[name, known]];
    }),
  );

/** Undefined for a secret that is not set, and for what only a pipeline elsewhere knows. */
function valueOf(value: Value, { folder, temporary, env, matrix }: Shell): string | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof Traced) return value.value;
  if ('secret' in value) return env[value.secret];
  if ('matrix' in value) return matrix[value.matrix];
  if ('temporary' in value) return join(temporary, value.temporary);
  if ('workspace' in value) return `${value.before ?? ''}${join(folder, value.workspace)}`;
  if ('fact' in value) return value.fact === 'status' ? 'success' : 'local';
  return undefined;
}

/** Takes the secrets out of what commands say. */
function coverOf(variables: Variables, { env }: Shell): (text: string) => string {
  const secrets = Object.values(variables).flatMap(value =>
    typeof value === 'object' && 'secret' in value ? (env[value.secret] ?? []) : [],
  );
  const shown = secrets.filter(secret => secret !== '');
  return text => shown.reduce((before, secret) => before.replaceAll(secret, '***'), text);
}
