import * as v from 'valibot';
import { document, natural, paths } from './common.ts';

/** A line that calls devops-flow. */
const call = v.object({
  file: v.string(),
  line: v.pipe(v.number(), v.integer(), v.minValue(1)),
  text: v.string(),
  /** Whether the file is one of `files`. */
  ejected: v.boolean(),
});

const entries = {
  families: v.pipe(v.array(v.string()), v.readonly()),
  /** Files that are the team's own from now on. */
  files: paths,
  calls: v.pipe(v.array(call), v.readonly()),
  /** Number of files that were searched for calls. */
  scanned: natural,
  /** `--dry-run`: nothing was changed. */
  dryRun: v.boolean(),
};

export const ejectSchema = document('devops-flow eject --json', entries);

const fields = v.object(entries);
export type EjectFields = Readonly<v.InferOutput<typeof fields>>;
