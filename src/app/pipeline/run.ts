import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Failure, type Problem, problem } from '../../errors/index.ts';
import { folders } from '../../generate/artifacts/index.ts';
import { toolPlaces } from '../../generate/checks/tools/places.ts';
import { joinPath } from '../../generate/workspace/paths.ts';
import { nearest } from '../../model/names.ts';
import { localPipeline } from '../../model/pipeline/local.ts';
import type { Job } from '../../model/pipeline.ts';
import { plain, trace } from '../../model/traced.ts';
import { type PrepareRequest, prepare } from '../generate/prepare.ts';
import { familyFolders } from '../generate/scopes/families.ts';
import { shownPath } from '../generate/shown-path.ts';
import type { PipelineFields } from '../schemas/pipeline.ts';
import { projectFiles } from './checkout.ts';
import { type JobRoom, type JobRun, runJob } from './job.ts';
import { type Outcome, schedule, type Task } from './schedule.ts';

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
  ended(result: PipelineFields['jobs'][number]): void;
}

export interface RunResult {
  readonly ok: boolean;
  readonly problems: readonly Problem[];
  readonly fields: PipelineFields;
}

interface Planned extends Task, JobRun {
  readonly service: string;
  readonly title: string;
}

/**
 * Carries the pipeline of a project out on this machine: checks and image in checkouts of their own, the deploy in the
 * project. Nothing is pushed, and no environment but `local` is touched.
 *
 * @throws Failure for options and documents, and `job-unknown` with exit code 64
 */
export async function runPipeline(request: RunRequest): Promise<RunResult> {
  const prepared = await prepare({ ...request, families: ['scripts'], ownFolder: false });
  const { loaded, root, output } = prepared;
  const places = familyFolders(loaded.settings, folders);
  const all = plannedJobs(loaded.sourced.project, places.scripts);
  const chosen = chosenJobs(all, request.only);
  const scratch = mkdtempSync(join(tmpdir(), 'devops-flow-pipeline-'));
  const logs = join(root, '.devops-flow', 'pipeline', request.id);
  mkdirSync(logs, { recursive: true });
  const shared = {
    root,
    files: projectFiles(root),
    home: resolve(root, joinPath(output, '.')),
    places: toolPlaces(request.env),
    env: request.env,
    program: request.program,
    signal: request.signal,
  };
  const results = new Map<string, PipelineFields['jobs'][number]>();
  const run = async (planned: Planned): Promise<Outcome> => {
    const own = join(scratch, planned.id.replaceAll(/[^\w-]/g, '_'));
    mkdirSync(own);
    const log = join(logs, `${planned.id.replaceAll(/[^\w-]/g, '_')}.log`);
    const room: JobRoom = {
      ...shared,
      scratch: own,
      log,
      step: name => request.watch.step(planned.title, name),
    };
    request.watch.started(planned.title);
    const began = performance.now();
    const { outcome, reason } = await runJob(planned, room);
    rmSync(own, { recursive: true, force: true });
    const result = resultOf(planned, outcome, {
      seconds: (performance.now() - began) / 1000,
      log: shownPath(log, request.workingFolder),
      ...(reason === undefined ? {} : { reason }),
    });
    results.set(planned.id, result);
    request.watch.ended(result);
    return outcome;
  };
  try {
    const outcomes = await schedule(chosen, availableParallelism(), run);
    const jobs = chosen.map(
      planned =>
        results.get(planned.id) ?? resultOf(planned, outcomes.get(planned.id) ?? 'not-run', { seconds: 0 }),
    );
    return { ok: jobs.every(isWell), problems: jobs.flatMap(problemsOf), fields: { jobs } };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const isWell = ({ outcome }: PipelineFields['jobs'][number]) =>
  outcome === 'passed' || outcome === 'not-exercised';

function problemsOf({ title, outcome, reason, log }: PipelineFields['jobs'][number]): Problem[] {
  return outcome === 'failed'
    ? [problem('job-failed', { job: title, reason: reason ?? '', log: log ?? '' })]
    : [];
}

function resultOf(
  { job, service, title, id }: Planned,
  outcome: Outcome,
  more: { readonly seconds: number; readonly log?: string; readonly reason?: string },
): PipelineFields['jobs'][number] {
  return { id, title, service, stage: job.stage, outcome, ...more };
}

/** Every job of every service; one with a matrix once for each of its values. */
function plannedJobs(project: Parameters<typeof trace>[0], home: string): readonly Planned[] {
  const placement = project.services.length === 1 ? 'alone' : 'among-others';
  return trace(project).services.flatMap(service => {
    const prefix = placement === 'alone' ? '' : `${service.name.value}/`;
    return localPipeline(service, placement).jobs.flatMap(job =>
      runsOf(withHome(job, home), prefix, service.name.value),
    );
  });
}

const withHome = (job: Job, home: string): Job =>
  home === 'scripts'
    ? job
    : { ...job, steps: job.steps.map(step => (step.kind === 'script' ? { ...step, home } : step)) };

function runsOf(job: Job, prefix: string, service: string): Planned[] {
  const { matrix } = job;
  const values = matrix ? matrix.values : [''];
  const named = (id: string) => `${prefix}${id}`;
  return values.map(value => ({
    id: named(value === '' ? plain(job.id) : `${plain(job.id)} ${value}`),
    title: `${prefix}${plain(job.id)}${value === '' ? '' : ` ${value}`}`,
    service,
    job,
    needs: job.needs.map(id => named(plain(id))),
    matrix: matrix ? { [matrix.variable]: value } : {},
  }));
}

/** @throws Failure `job-unknown` */
function chosenJobs(all: readonly Planned[], only: string | undefined): readonly Planned[] {
  if (only === undefined) return withMatrixNeeds(all);
  const found = all.filter(({ id, job }) => [id, plain(job.id), job.stage].includes(only));
  const known = [...new Set(all.flatMap(({ job }) => [job.stage, plain(job.id)]))];
  if (found.length === 0)
    throw new Failure([problem('job-unknown', { name: only, known, suggestion: nearest(only, known) })], 64);
  return withMatrixNeeds(found);
}

/** What needs a job with a matrix needs all of its runs. */
const withMatrixNeeds = (all: readonly Planned[]): readonly Planned[] =>
  all.map(planned => ({
    ...planned,
    needs: planned.needs.flatMap(need => {
      const runs = all.filter(({ id }) => id === need || id.startsWith(`${need} `)).map(({ id }) => id);
      return runs.length > 0 ? runs : [need];
    }),
  }));
