import * as v from 'valibot';
import { document } from './common.ts';

/** new: it had no pin. changed: another one is published now. same: it is still that. failed: nothing was had. */
const outcome = v.picklist(['new', 'changed', 'same', 'failed']);

const image = v.object({
  name: v.string(),
  outcome,
  digest: v.optional(v.string()),
  /** The digest that was pinned before it changed. */
  before: v.optional(v.string()),
});

const action = v.object({
  name: v.string(),
  outcome,
  version: v.optional(v.string()),
  commit: v.optional(v.string()),
  /** The version that was pinned before it changed. */
  before: v.optional(v.string()),
});

const entries = {
  /** The file of the pins. */
  file: v.string(),
  written: v.boolean(),
  /** Whether something that is published differs from what is pinned. */
  stale: v.boolean(),
  images: v.pipe(v.array(v.pipe(image, v.readonly())), v.readonly()),
  actions: v.pipe(v.array(v.pipe(action, v.readonly())), v.readonly()),
  /** Pins of what no file names any more. */
  dropped: v.pipe(v.array(v.string()), v.readonly()),
};

export const pinSchema = document('devops-flow pin --json', entries);

const fields = v.object(entries);
export type PinFields = Readonly<v.InferOutput<typeof fields>>;
