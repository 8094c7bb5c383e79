import * as v from 'valibot';
import { document } from './common.ts';

const families = v.pipe(v.array(v.string()), v.readonly());

const entries = {
  /** devops-flow.yaml, as the user types it. */
  file: v.string(),
  /** Families that were put into its outputs. */
  added: families,
  /** Families that were there. */
  present: families,
};

export const addSchema = document('devops-flow add --json', entries);

const fields = v.object(entries);
export type AddFields = Readonly<v.InferOutput<typeof fields>>;
