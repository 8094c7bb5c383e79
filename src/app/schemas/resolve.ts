import * as v from 'valibot';
import { document, natural } from './common.ts';

const entries = {
  /** The generated file, as the user types it. */
  file: v.string(),
  how: v.picklist(['mine', 'generated', 'edit']),
  /** Number of conflicting parts that were settled; 0 when there was nothing to do. */
  parts: natural,
  /** Whether the file has another text now. */
  changed: v.boolean(),
  /** Where the text before is kept, and the command that brings it back. */
  saved: v.optional(v.string()),
  undo: v.optional(v.string()),
};

export const resolveSchema = document('devops-flow resolve --json', entries);

const fields = v.object(entries);
export type ResolveFields = Readonly<v.InferOutput<typeof fields>>;
