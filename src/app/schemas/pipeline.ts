import * as v from 'valibot';
import { document } from './common.ts';

const job = v.object({
  id: v.string(),
  title: v.string(),
  service: v.string(),
  stage: v.picklist(['verify', 'build', 'deliver']),
  /** `not-exercised`: what it needs cannot be had here. `not-run`: something before it failed. */
  outcome: v.picklist(['passed', 'failed', 'not-exercised', 'not-run']),
  reason: v.optional(v.string()),
  seconds: v.pipe(v.number(), v.minValue(0)),
  /** What its commands said. */
  log: v.optional(v.string()),
});

const entries = { jobs: v.pipe(v.array(v.pipe(job, v.readonly())), v.readonly()) };

export const pipelineSchema = document('devops-flow pipeline run --json', entries);

const fields = v.object(entries);
export type PipelineFields = Readonly<v.InferOutput<typeof fields>>;
