import * as v from 'valibot';
import { document, milliseconds, natural, paths, unusedField } from './common.ts';

export const generateEntries = {
  /** Paths, relative to the working folder where they are in it. */
  written: paths,
  unchanged: paths,
  merged: paths,
  conflicts: paths,
  kept: paths,
  removed: paths,
  unused: v.pipe(v.array(unusedField), v.readonly()),
  /** Number of files that the chosen families consist of. */
  files: natural,
  ms: milliseconds,
  /** `--dry-run` and `--check`: what would be written. */
  dryRun: v.boolean(),
};

export const generateSchema = document('devops-flow generate --json', generateEntries);

const fields = v.object(generateEntries);
export type GenerateFields = Readonly<v.InferOutput<typeof fields>>;
