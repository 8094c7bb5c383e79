import { Failure, problem } from '../../errors/index.ts';
import { nearest } from '../../model/names.ts';
import { placementIn } from '../../model/pipeline/build.ts';
import { localPipeline } from '../../model/pipeline/local.ts';
import { withScriptsIn } from '../../model/pipeline/scripts-folder.ts';
import type { Job } from '../../model/pipeline.ts';
import type { Project } from '../../model/service.ts';
import { plain, trace } from '../../model/traced.ts';
import type { JobRun } from './job.ts';
import type { Task } from './schedule.ts';

/** A run of a job, of one value where the job has a matrix. */
export interface PlannedRun extends Task, JobRun {
  readonly service: string;
}

/**
 * The runs of every service in the order of their pipelines. `only`: those of one stage or job; `home`: the folder of
 * the scripts.
 *
 * @throws Failure `job-unknown` with exit code 64
 */
export function plannedRuns(project: Project, home: string, only: string | undefined): readonly PlannedRun[] {
  const placement = placementIn(project);
  const all = trace(project).services.flatMap(service => {
    const name = service.name.value;
    const { jobs } = withScriptsIn(home, localPipeline(service, placement));
    return runsOf(jobs, name, placement === 'alone' ? '' : `${name}/`);
  });
  return only === undefined ? all : chosen(all, only);
}

/** What needs a job with a matrix needs all of its runs. */
function runsOf(jobs: readonly Job[], service: string, prefix: string): readonly PlannedRun[] {
  const idsOf = new Map(
    jobs.map(({ id, matrix }) => {
      const name = `${prefix}${plain(id)}`;
      return [plain(id), matrix ? matrix.values.map(value => `${name} ${value}`) : [name]];
    }),
  );
  return jobs.flatMap(job => {
    const needs = job.needs.flatMap(need => idsOf.get(plain(need)) ?? []);
    return (idsOf.get(plain(job.id)) ?? []).map((id, i) => {
      const value = job.matrix?.values[i];
      return {
        id,
        service,
        job,
        needs,
        matrix: job.matrix && value !== undefined ? { [job.matrix.variable]: value } : {},
      };
    });
  });
}

function chosen(all: readonly PlannedRun[], only: string): readonly PlannedRun[] {
  const found = all.filter(({ id, job }) => [id, plain(job.id), job.stage].includes(only));
  if (found.length > 0) return found;
  const known = [...new Set(all.flatMap(({ job }) => [job.stage, plain(job.id)]))];
  throw new Failure([problem('job-unknown', { name: only, known, suggestion: nearest(only, known) })], 64);
}
