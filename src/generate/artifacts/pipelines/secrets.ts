import type { Job } from '../../../model/pipeline.ts';
import { plain, type Text } from '../../../model/traced.ts';
import type { ShellStep } from './shell/shell.ts';

/** What a product calls them, where it has names of its own. */
interface Names {
  /** What holds the secrets of an environment. */
  readonly holder?: (environment: Text) => Text;
  readonly secret?: (environment: Text, secret: string) => Text;
}

/** The secrets of each environment, as comment lines: `staging: KUBE_CONFIG, NOTIFY_WEBHOOK`. */
export function secretLines(
  jobs: readonly Job[],
  stepsOf: (job: Job) => readonly ShellStep[],
  { holder = environment => environment, secret = (_, name) => name }: Names = {},
): readonly string[] {
  const found = new Map<string, Set<string>>();
  for (const job of jobs) {
    const { environment } = job;
    const secrets = new Set(stepsOf(job).flatMap(step => step.secrets));
    if (environment === undefined || secrets.size === 0) continue;
    const place = plain(holder(environment));
    const known = found.get(place) ?? new Set();
    for (const name of secrets) known.add(plain(secret(environment, name)));
    found.set(place, known);
  }
  return [...found].map(([place, secrets]) => `  ${place}: ${[...secrets].join(', ')}`);
}
