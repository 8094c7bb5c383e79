import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Commands, commandsOf } from '../../model/pipeline/commands.ts';
import type { Job, Step } from '../../model/pipeline.ts';
import { checkOut } from './checkout.ts';
import { type Machine, missingFor, toolFolders } from './missing.ts';
import { type CommandFailure, runCommands, type Shell } from './run-commands.ts';
import type { Outcome } from './schedule.ts';

/** One run of a job. */
export interface JobRun {
  readonly job: Job;
  /** Where a matrix puts it. */
  readonly matrix: Readonly<Record<string, string>>;
}

export interface JobContext extends Machine {
  /** The project, as it is checked out. */
  readonly root: string;
  readonly files: readonly string[];
  /** The folder that scripts are generated below, for jobs that deliver. */
  readonly home: string;
  /** An empty folder of the run's own. */
  readonly scratch: string;
  readonly log: string;
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

/** Carries a job out, step by step, in a checkout of its own; what delivers runs in the project itself. */
export async function runJob(run: JobRun, context: JobContext): Promise<JobResult> {
  const { job } = run;
  const missing = missingFor(job, context);
  if (missing !== undefined) return { outcome: 'not-exercised', reason: missing };
  const shell = shellFor(run, context);
  for (const commands of job.steps.flatMap(stepCommands)) {
    context.step(commands.name);
    const failure = await runCommands(commands, shell);
    if (failure !== undefined) return resultOf(failure, commands, job);
  }
  return { outcome: 'passed' };
}

/** Folders are made: the checkout, and one for what is no source. */
function shellFor({ job, matrix }: JobRun, context: JobContext): Shell {
  const { root, files, scratch, env, log, signal } = context;
  const temporary = join(scratch, 'temporary');
  mkdirSync(temporary, { recursive: true });
  const delivers = job.stage === 'deliver';
  const folder = delivers ? context.home : join(scratch, 'project');
  if (!delivers) checkOut(root, files, folder);
  const path = [join(temporary, python, 'bin'), ...toolFolders(job, context), env['PATH'] ?? ''].join(':');
  const own = { ...env, CI: 'true', DEVOPS_FLOW: context.program, PATH: path };
  return { folder, temporary, env: own, matrix, minutes: job.minutes, log, signal };
}

const python = 'python';

/** Python's tools are installed into an environment of the run's own; every other toolchain is that of the machine. */
function stepCommands(step: Step): readonly Commands[] {
  if (step.kind === 'tools' || step.kind === 'notify') return [];
  if (step.kind !== 'toolchain' || step.language !== 'python') return commandsOf(step);
  const variables = { PYTHON: { temporary: python } };
  return [{ name: 'python', commands: ['python3 -m venv "$PYTHON"'], variables }];
}

/** What a step says when what it needs from elsewhere cannot be had. */
const unreachable =
  /could not resolve host|getaddrinfo|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|temporary failure in name resolution|no such host|failed to download|connection (?:refused|timed out)|network is unreachable|403 forbidden|failed to (?:resolve|fetch)|max retries exceeded/i;

/** A deploy that does not reach what it asks has failed: it asks this machine alone. */
function resultOf({ why, said }: CommandFailure, { name }: Commands, { stage }: Job): JobResult {
  const line = stage === 'deliver' ? undefined : said.find(text => unreachable.test(text));
  return line === undefined
    ? { outcome: 'failed', reason: `${name}: ${why}` }
    : { outcome: 'not-exercised', reason: `it needs the network: ${line.trim()}` };
}
