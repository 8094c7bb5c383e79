import type { Job } from '../pipeline.ts';
import type { Text } from '../traced.ts';

export function job(id: Text, title: Text, more: Omit<Job, 'id' | 'title' | 'outputs'> & Partial<Job>): Job {
  return { outputs: [], ...more, id, title };
}
