import type { Job } from '../../../model/pipeline.ts';
import { plain } from '../../../model/traced.ts';
import type { ShellStep } from './shell/shell.ts';

/** The secrets of each environment, as comment lines: `staging: KUBE_CONFIG, NOTIFY_WEBHOOK`. */
export function secretLines(
  jobs: readonly Job[],
  stepsOf: (job: Job) => readonly ShellStep[],
  shown: (environment: string, secret: string) => string = (_, secret) => secret,
): readonly string[] {
  const found = new Map<string, Set<string>>();
  for (const job of jobs) {
    const secrets = stepsOf(job).flatMap(step => step.secrets);
    if (secrets.length === 0) continue;
    const environment = plain(job.environment ?? 'every environment');
    const known = found.get(environment) ?? new Set();
    for (const secret of secrets) known.add(shown(environment, secret));
    found.set(environment, known);
  }
  return [...found].map(([environment, secrets]) => `  ${environment}: ${[...secrets].join(', ')}`);
}
