import * as v from 'valibot';
import { document, natural, place } from './common.ts';
import { generateEntries } from './generate.ts';

/** A field that changed, with what decides it now: one of `at`, `option` and `default` (the reason for it). */
const cause = v.object({
  field: v.string(),
  /** Absent where it is not known: a new field, or one whose line changed in more than this. */
  old: v.optional(v.string()),
  /** Absent for a field that is no more. */
  new: v.optional(v.string()),
  at: v.optional(place),
  option: v.optional(v.string()),
  default: v.optional(v.string()),
});

export const change = v.object({
  path: v.string(),
  family: v.string(),
  action: v.picklist(['created', 'changed', 'merged', 'conflicting', 'kept', 'removed', 'refused']),
  /** Lines put in and taken out. */
  added: natural,
  removed: natural,
  causes: v.pipe(v.array(cause), v.readonly()),
});

/** What a change means where the service runs. */
const effect = v.object({
  service: v.string(),
  environment: v.optional(v.string()),
  kind: v.picklist([
    'restart',
    'scale',
    'image',
    'traffic',
    'storage',
    'left-behind',
    'build',
    'approval',
    'none',
  ]),
  text: v.string(),
});

const base = v.object({
  ref: v.string(),
  commit: v.string(),
  causes: v.pipe(v.array(cause), v.readonly()),
  effects: v.pipe(v.array(effect), v.readonly()),
});

const entries = {
  ...generateEntries,
  /** Every file that does not stay as it is. */
  changes: v.pipe(v.array(change), v.readonly()),
  /** `--save`: the file that holds the plan. */
  saved: v.optional(v.string()),
  /** `--base`: the paths above are then about the files that the documents at that commit make. */
  base: v.optional(base),
};

export const planSchema = document('devops-flow plan --json', entries);

const fields = v.object(entries);
export type PlanFields = Readonly<v.InferOutput<typeof fields>>;
export type PlannedChange = Readonly<v.InferOutput<typeof change>>;
export type Effect = Readonly<v.InferOutput<typeof effect>>;
