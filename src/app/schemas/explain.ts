import * as v from 'valibot';
import { document, natural, place, scalar, unusedField } from './common.ts';

/** Where a value came from: one of `at`, `option` and `default` (the reason for it). */
const origin = v.object({
  field: v.string(),
  value: scalar,
  at: v.optional(place),
  option: v.optional(v.string()),
  default: v.optional(v.string()),
});

const entries = {
  project: v.pipe(
    v.record(v.string(), v.unknown()),
    v.description('the whole project that the files are made of'),
  ),
  origins: v.pipe(v.array(origin), v.readonly()),
  /** The answer to FILE:LINE or FIELD. */
  answer: v.optional(
    v.object({
      file: v.optional(v.string()),
      line: v.optional(natural),
      /** Of FILE:LINE: how the line stands to what is generated now. */
      state: v.optional(v.picklist(['generated', 'edited', 'by-hand', 'outdated'])),
      fields: v.pipe(v.array(origin), v.readonly()),
    }),
  ),
  unused: v.optional(v.pipe(v.array(unusedField), v.readonly())),
};

export const explainSchema = document('devops-flow explain --json', entries);

const fields = v.object(entries);
export type ExplainFields = Readonly<v.InferOutput<typeof fields>>;
export type ExplainedOrigin = Readonly<v.InferOutput<typeof origin>>;
export type LineState = NonNullable<NonNullable<ExplainFields['answer']>['state']>;
