import * as v from 'valibot';
import { document, milliseconds, natural } from './common.ts';
import { deploy } from './deploy.ts';

const entries = {
  /** Requests that the client started. */
  requests: natural,
  /** Of these, lost by us; a bad version's own answers are in its Deploy. */
  failed: natural,
  deploys: v.pipe(v.array(deploy), v.readonly()),
  generated: v.object({ files: natural, ms: milliseconds }),
  client: v.object({
    requests: natural,
    lost: natural,
    ownErrors: natural,
    p99Ms: v.nullable(milliseconds),
  }),
  router: v.object({
    requests: natural,
    others: v.pipe(natural, v.description('requests that were not those of the load generator')),
  }),
  writes: v.object({ acknowledged: natural, storedOnce: natural }),
  exercised: v.object({
    ran: v.pipe(v.array(v.string()), v.readonly(), v.description('parts that this run has really exercised')),
    parsed: v.pipe(
      v.array(v.string()),
      v.readonly(),
      v.description('families of files that were only parsed, each of them'),
    ),
    made: v.pipe(
      v.array(v.object({ family: v.string(), files: natural, of: natural })),
      v.readonly(),
      v.description(
        'families with files that nobody parsed here, as templates and programs: how many, of how many',
      ),
    ),
  }),
  url: v.string(),
  folder: v.string(),
  /** A line of a generated file that is worth explaining, as FILE:LINE. */
  worthExplaining: v.string(),
  kept: v.boolean(),
  seconds: v.pipe(v.number(), v.minValue(0)),
};

export const demoSchema = document('devops-flow demo --json', entries);

const fields = v.object(entries);
export type DemoFields = Readonly<v.InferOutput<typeof fields>>;
