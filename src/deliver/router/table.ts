import * as v from 'valibot';
import { failure } from '../../errors/index.ts';
import { type RouterTable, tableVersion } from '../engine/table.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const text = v.pipe(v.string(), v.minLength(1));
const path = v.pipe(v.string(), v.regex(/^(?:\/[\u0021-\u007e]*)?$/));

/** RFC 9110, section 5.6.2: what may name a header or a cookie. */
const token = v.pipe(v.string(), v.regex(/^[\w!#$%&'*+.^`|~-]{1,128}$/));
/** Without `+` and `~`, which stand between a release and what it is counted as. */
const flagName = v.pipe(v.string(), v.regex(/^[A-Za-z\d][\w.:/-]{0,127}$/));
const percent = v.pipe(v.number(), v.minValue(0), v.maxValue(100));

const endpoint = {
  id: text,
  host: text,
  port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
};
const backendsOf = <T extends v.ObjectEntries>(instance: T) =>
  v.array(v.object({ release: text, readyPath: path, instances: v.array(v.object(instance)) }));

const entries = {
  token: count,
  generation: count,
  service: text,
  split: v.record(text, v.pipe(v.number(), v.finite(), v.minValue(0))),
  mark: v.exactOptional(
    v.object({ deploy: text, phase: v.picklist(['start', 'shift', 'bake', 'drain', 'stop', 'rollback']) }),
  ),
};

/** Each version that was ever written. */
const shapes = {
  1: v.object({ schemaVersion: v.literal(1), backends: backendsOf(endpoint), ...entries }),
  2: v.object({
    schemaVersion: v.literal(tableVersion),
    backends: backendsOf({ ...endpoint, ready: v.exactOptional(v.literal(false)) }),
    ...entries,
    assignment: v.exactOptional(v.object({ by: v.picklist(['cookie', 'header']), name: token })),
    mirror: v.exactOptional(v.object({ release: text, percent })),
    flag: v.exactOptional(v.object({ name: flagName, release: text, percent })),
    flags: v.exactOptional(v.array(flagName)),
  }),
};

/**
 * A table from JSON that somebody else wrote; `place` names it in errors.
 * @throws Failure `table-version-unknown` before anything else is looked at, `table-invalid` otherwise.
 */
export function parseTable(value: unknown, place: string): RouterTable {
  const found = (value as { schemaVersion?: unknown } | null | undefined)?.schemaVersion;
  if (found !== 1 && found !== tableVersion)
    throw failure('table-version-unknown', {
      found: JSON.stringify(found) ?? 'none',
      known: `1 to ${tableVersion}`,
      place,
    });
  const parsed = v.safeParse(shapes[found], value);
  if (parsed.success) return parsed.output;
  const reasons = parsed.issues.map(issue => `${v.getDotPath(issue) ?? 'table'}: ${issue.message}`);
  throw failure('table-invalid', { reason: reasons.join('; ') });
}

/**
 * Whether `next` may replace `current`: a lease that was taken over, and a table that arrives late or twice, change
 * nothing. @throws Failure `table-service`, `table-fenced` or `table-outdated`.
 */
export function assertNewer(current: RouterTable | undefined, next: RouterTable, service: string): void {
  if (next.service !== service) throw failure('table-service', { found: next.service, mine: service });
  if (!current) return;
  if (next.token < current.token)
    throw failure('table-fenced', { token: next.token, current: current.token });
  if (next.token === current.token && next.generation <= current.generation)
    throw failure('table-outdated', { generation: next.generation, current: current.generation });
}
