import * as v from 'valibot';
import { document, natural, paths, place, scalar } from './common.ts';

const value = v.union([scalar, v.pipe(v.array(v.string()), v.readonly())]);

/** A value with where it was found: one of `at` and `reason`. A secret is never one. */
const finding = v.object({
  /** A key of devops-flow.yaml, such as `health.live`. */
  field: v.string(),
  value,
  at: v.optional(place),
  reason: v.optional(v.string()),
  /** Places that say something else. */
  others: v.pipe(v.array(v.object({ value, at: v.optional(place) })), v.readonly()),
});

const service = v.object({
  name: v.string(),
  /** Where it stands in the repository; `.` for the repository itself. */
  folder: v.string(),
  findings: v.pipe(v.array(finding), v.readonly()),
});

const entries = {
  /** devops-flow.yaml, as the user types it. */
  file: v.string(),
  /** `--dry-run`: nothing was written. */
  dryRun: v.boolean(),
  lines: natural,
  /** The text of the file. */
  content: v.string(),
  services: v.pipe(v.array(service), v.readonly()),
  /** What holds for all services: `repository`, `repositoryFolder`, `automation.pipeline`. */
  findings: v.pipe(v.array(finding), v.readonly()),
  resources: v.pipe(
    v.array(
      v.object({
        name: v.string(),
        kind: v.picklist(['database', 'cache', 'queue', 'storage']),
        type: v.string(),
        at: v.optional(place),
      }),
    ),
    v.readonly(),
  ),
  /** Files of the team that are read and referred to, never written. */
  yours: paths,
};

export const initSchema = document('devops-flow init --json', entries);

const fields = v.object(entries);
export type InitFields = Readonly<v.InferOutput<typeof fields>>;
export type InitService = Readonly<v.InferOutput<typeof service>>;
export type InitFinding = Readonly<v.InferOutput<typeof finding>>;
