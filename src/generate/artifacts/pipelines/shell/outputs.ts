import type { Job } from '../../../../model/pipeline.ts';

/** The jobs whose outputs the steps of this one read. */
export function outputsRead({ steps }: Job): readonly string[] {
  const jobs = steps.flatMap(step =>
    step.kind === 'script'
      ? Object.values(step.options).flatMap(value =>
          typeof value === 'object' && 'job' in value ? [value.job] : [],
        )
      : [],
  );
  return [...new Set(jobs)];
}
