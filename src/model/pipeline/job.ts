import type { Job } from '../pipeline.ts';
import type { Text } from '../traced.ts';

type Optional = 'outputs' | 'artifacts';

export function job(
  id: Text,
  title: Text,
  more: Omit<Job, 'id' | 'title' | Optional> & Partial<Pick<Job, Optional>>,
): Job {
  return { outputs: [], artifacts: [], ...more, id, title };
}
