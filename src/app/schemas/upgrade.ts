import * as v from 'valibot';
import { document, paths } from './common.ts';
import { change } from './plan.ts';

const entries = {
  /** Paths by what is done with them, or would be. */
  written: paths,
  unchanged: paths,
  merged: paths,
  conflicts: paths,
  kept: paths,
  removed: paths,
  /** `--plan`: nothing was written. */
  dryRun: v.boolean(),
  /** What this version makes differently, compared with what was last generated. */
  families: v.pipe(
    v.array(
      v.object({
        family: v.string(),
        output: v.string(),
        changes: v.pipe(v.array(change), v.readonly()),
      }),
    ),
    v.readonly(),
  ),
};

export const upgradeSchema = document('devops-flow upgrade --json', entries);

const fields = v.object(entries);
export type UpgradeFields = Readonly<v.InferOutput<typeof fields>>;
