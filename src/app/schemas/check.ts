import * as v from 'valibot';
import { document, natural, paths } from './common.ts';

const entries = {
  services: v.pipe(v.array(v.string()), v.readonly()),
  documents: paths,
  /** Number of files that were checked, those of the team included. */
  files: natural,
  /** Files that are not what the documents say now. */
  stale: paths,
  /** `--sarif FILE`: where the problems were written to. */
  sarif: v.optional(v.string()),
};

export const checkSchema = document('devops-flow check --json', entries);

const fields = v.object(entries);
export type CheckFields = Readonly<v.InferOutput<typeof fields>>;
