import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Problem, problem } from '../../errors/index.ts';
import { folders } from '../../generate/artifacts/index.ts';
import { toolPlaces } from '../../generate/checks/tools/places.ts';
import { joinPath } from '../../generate/workspace/paths.ts';
import { type PrepareRequest, prepare } from '../generate/prepare.ts';
import { familyFolders } from '../generate/scopes/families.ts';
import { shownPath } from '../generate/shown-path.ts';
import type { PipelineFields } from '../schemas/pipeline.ts';
import { projectFiles } from './checkout.ts';
import { type JobContext, runJob } from './job.ts';
import { type PlannedRun, plannedRuns } from './plan.ts';
import { type Outcome, schedule } from './schedule.ts';

type JobFields = PipelineFields['jobs'][number];

export interface RunRequest extends Omit<PrepareRequest, 'families' | 'ownFolder'> {
  /** A stage or a job; everything without it. */
  readonly only?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The command that scripts call devops-flow by. */
  readonly program: string;
  /** Names the folder of the logs; such as a time. */
  readonly id: string;
  readonly signal: AbortSignal;
  readonly watch: Watcher;
}

export interface Watcher {
  started(title: string): void;
  step(title: string, name: string): void;
  ended(result: JobFields): void;
}

export interface RunResult {
  readonly ok: boolean;
  readonly problems: readonly Problem[];
  readonly fields: PipelineFields;
}

/**
 * Carries the pipeline of a project out on this machine: checks and image in checkouts of their own, the deploy in the
 * project. Nothing is pushed, and no environment but `local` is touched.
 *
 * @throws Failure for options and documents, and `job-unknown` with exit code 64
 */
export async function runPipeline(request: RunRequest): Promise<RunResult> {
  const { loaded, root, output } = await prepare({ ...request, families: ['scripts'], ownFolder: false });
  const places = familyFolders(loaded.settings, folders);
  const runs = plannedRuns(loaded.sourced.project, places.scripts, request.only);
  const scratch = mkdtempSync(join(tmpdir(), 'devops-flow-pipeline-'));
  const logs = join(root, '.devops-flow', 'pipeline', request.id);
  mkdirSync(logs, { recursive: true });
  const { env, program, signal } = request;
  const home = resolve(root, joinPath(output, '.'));
  const shared = { root, files: projectFiles(root), home, places: toolPlaces(env), env, program, signal };
  const results = new Map<string, JobFields>();
  const carryOut = async (run: PlannedRun): Promise<Outcome> => {
    if (signal.aborted) return 'not-run';
    const name = run.id.replaceAll(/[^\w-]/g, '_');
    const own = { scratch: join(scratch, name), log: join(logs, `${name}.log`) };
    const result = await watchedRun(run, { ...shared, ...own }, request);
    results.set(run.id, result);
    return result.outcome;
  };
  try {
    const outcomes = await schedule(runs, availableParallelism(), carryOut);
    const jobs = runs.map(
      run => results.get(run.id) ?? fieldsOf(run, outcomes.get(run.id) ?? 'not-run', { seconds: 0 }),
    );
    return { ok: jobs.every(isWell), problems: jobs.flatMap(problemsOf), fields: { jobs } };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Nothing of its folder stays; its log does. */
async function watchedRun(
  run: PlannedRun,
  context: Omit<JobContext, 'step'>,
  { watch, workingFolder }: RunRequest,
): Promise<JobFields> {
  const { scratch, log } = context;
  mkdirSync(scratch);
  writeFileSync(log, '');
  watch.started(run.id);
  const began = performance.now();
  const { outcome, reason } = await runJob(run, { ...context, step: name => watch.step(run.id, name) });
  rmSync(scratch, { recursive: true, force: true });
  const result = fieldsOf(run, outcome, {
    seconds: (performance.now() - began) / 1000,
    log: shownPath(log, workingFolder),
    ...(reason === undefined ? {} : { reason }),
  });
  watch.ended(result);
  return result;
}

const isWell = ({ outcome }: JobFields) => outcome === 'passed' || outcome === 'not-exercised';

function problemsOf({ title, outcome, reason, log }: JobFields): Problem[] {
  return outcome === 'failed'
    ? [problem('job-failed', { job: title, reason: reason ?? '', log: log ?? '' })]
    : [];
}

const fieldsOf = (
  { id, service, job }: PlannedRun,
  outcome: Outcome,
  more: Pick<JobFields, 'seconds' | 'log' | 'reason'>,
): JobFields => ({ id, title: id, service, stage: job.stage, outcome, ...more });
