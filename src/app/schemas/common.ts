import * as v from 'valibot';

/** Parts that the `--json` documents of several commands share. Their types are inferred, so schema and type are one. */

const from1 = v.pipe(v.number(), v.integer(), v.minValue(1));
export const natural = v.pipe(v.number(), v.integer(), v.minValue(0));
export const milliseconds = v.pipe(v.number(), v.minValue(0));
export const paths = v.pipe(v.array(v.string()), v.readonly());
export const scalar = v.union([v.string(), v.number(), v.boolean()]);

export const place = v.object({
  file: v.string(),
  line: from1,
  column: from1,
  length: v.optional(natural),
});

export const problem = v.object({
  id: v.string(),
  severity: v.picklist(['error', 'warning', 'note']),
  message: v.string(),
  why: v.string(),
  fix: v.string(),
  at: v.optional(place),
  artifact: v.optional(v.string()),
  detail: v.optional(v.pipe(v.array(v.string()), v.readonly())),
});

/** A field of the input that shows in no file of these families. */
export const unusedField = v.object({
  field: v.string(),
  at: place,
  families: v.pipe(v.array(v.string()), v.readonly()),
});

/** What every document has, and what this command adds. A failed command has the common part alone. */
export function document<Entries extends v.ObjectEntries>(title: string, entries: Entries) {
  const schemaVersion = v.literal(1);
  const problems = v.pipe(v.array(problem), v.readonly());
  // A failure says why.
  const errors = v.pipe(v.array(problem), v.minLength(1), v.readonly());
  return v.pipe(
    v.union([
      v.strictObject({ schemaVersion, problems, ok: v.boolean(), ...entries }),
      v.strictObject({ schemaVersion, problems: errors, ok: v.literal(false) }),
    ]),
    v.title(title),
  );
}
