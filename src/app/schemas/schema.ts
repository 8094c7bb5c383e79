import * as v from 'valibot';
import { document } from './common.ts';

const entries = {
  /** Commands whose --json output has a schema. */
  commands: v.pipe(v.array(v.string()), v.readonly()),
};

export const schemaListSchema = document('devops-flow schema --json', entries);
