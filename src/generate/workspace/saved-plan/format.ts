import * as v from 'valibot';
import { actions } from '../decide.ts';
import { unsafePath } from '../paths.ts';

/** The parts of a saved plan. It may have come from anywhere: no key is taken that is not known. */

/** Shown on a terminal: what could steer one is refused. */
const shown = v.pipe(
  v.string(),
  v.check(text => !/[^\P{Cc}\t]/u.test(text), 'it has a control character'),
);
const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'it is not a SHA-256'));
const natural = v.pipe(v.number(), v.integer(), v.minValue(0));
const path = v.pipe(
  v.string(),
  v.rawCheck(({ dataset, addIssue }) => {
    const what = dataset.typed ? unsafePath(dataset.value) : undefined;
    if (what !== undefined) addIssue({ message: what });
  }),
);

const conflict = v.strictObject({
  lines: v.exactOptional(v.strictObject({ from: natural, to: natural })),
  column: v.exactOptional(natural),
  path: v.exactOptional(shown),
  base: v.string(),
  ours: v.string(),
  theirs: v.string(),
});

const file = v.strictObject({
  action: v.picklist(actions),
  family: shown,
  path,
  expected: v.exactOptional(digest),
  write: v.exactOptional(v.strictObject({ sha256: digest, mode: v.picklist(['644', '755']) })),
  movedTo: v.exactOptional(path),
  conflicts: v.exactOptional(v.array(conflict)),
});

const problem = v.strictObject({
  id: shown,
  severity: v.picklist(['error', 'warning', 'note']),
  message: shown,
  why: shown,
  fix: shown,
  at: v.exactOptional(
    v.strictObject({ file: shown, line: natural, column: natural, length: v.exactOptional(natural) }),
  ),
  artifact: v.exactOptional(shown),
  detail: v.exactOptional(v.array(shown)),
});

export const savedPlan = v.strictObject({
  schemaVersion: v.literal(1),
  lockBefore: digest,
  files: v.array(file),
  problems: v.array(problem),
  lock: v.looseObject({}),
  texts: v.array(v.strictObject({ sha256: digest, text: v.string() })),
});

export type SavedPlan = v.InferOutput<typeof savedPlan>;
export type SavedFile = v.InferOutput<typeof file>;
