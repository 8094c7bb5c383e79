import type { Pipeline, Step } from '../pipeline.ts';

/** Where scripts are generated to, unless devops-flow.yaml says another folder. */
export const usualScriptsFolder = 'scripts';

/** The pipeline, its scripts called where they are generated to. */
export function withScriptsIn(home: string, pipeline: Pipeline): Pipeline {
  if (home === usualScriptsFolder) return pipeline;
  const moved = (step: Step): Step => (step.kind === 'script' ? { ...step, home } : step);
  return { ...pipeline, jobs: pipeline.jobs.map(job => ({ ...job, steps: job.steps.map(moved) })) };
}
