import type { Place } from '../../errors/problem.ts';
import type { Span } from '../../generate/artifacts/shared/artifact.ts';
import { diff } from '../../generate/workspace/merge/diff.ts';
import { splitLines } from '../../generate/workspace/merge/lines.ts';
import type { SourcedProject } from '../../model/origins.ts';
import type { Scalar } from '../../model/traced.ts';
import { fieldsOf } from './fields.ts';

/** A field that changed, with what decides it now: one of `at`, `option` and `default`. */
export interface Cause {
  readonly field: string;
  /** As last generated, read off the line that showed it; absent where that line does not tell. */
  readonly old?: string;
  /** Absent for a field that is no more. */
  readonly new?: string;
  readonly at?: Place;
  readonly option?: string;
  readonly default?: string;
}

/** A generated file as it was last generated, and as it is generated now. */
export interface Remade {
  readonly path: string;
  /** Absent where there was none, or its text is lost. */
  readonly before?: string;
  readonly after: string;
  readonly spans: readonly Span[];
  /** How many operations of overrides it was last generated with and is not any more. */
  readonly withdrawn?: number;
}

/**
 * The fields whose change is behind each file that changed, by path: those that show on a line that is new, and on no
 * line that is as it was, in this file or in another one that was last generated when it was. Fields whose old value is
 * known come first.
 */
export function causesOf(files: readonly Remade[], sourced: SourcedProject): Map<string, Cause[]> {
  const values = fieldsOf(sourced.project);
  const compared = files.filter(({ before }) => before !== undefined).map(file => compare(file, values));
  const others = steadyFields(compared);
  const olds = compared.map(one => knownValues(one, others));
  const everywhere = new Map(olds.toReversed().flatMap(found => [...found]));
  const elsewhere = new Set(
    compared.filter(({ file }) => !file.withdrawn).flatMap(({ file, fresh }) => shownOn(file.spans, fresh)),
  );
  const describe = (field: string, old: string | undefined): Cause => {
    const value = values.get(field);
    return {
      field,
      ...(old === undefined ? {} : { old }),
      ...(value === undefined ? {} : { new: String(value) }),
      ...whence(sourced, field),
    };
  };
  return new Map(
    compared.map(({ file, fresh, steady }, index) => {
      const causes = shownOn(file.spans, fresh)
        .filter(field => !steady.has(field) && !others.has(field))
        .filter(field => !file.withdrawn || elsewhere.has(field))
        .map(field => describe(field, olds[index]?.get(field) ?? everywhere.get(field)));
      return [
        file.path,
        [...withdrawal(file), ...causes.filter(isKnown), ...causes.filter(cause => !isKnown(cause))],
      ] as const;
    }),
  );
}

/**
 * An override that is no more leaves no line that would show it. What stood there was the override's: it tells nothing
 * of the fields that show again, unless another file has their change too.
 */
function withdrawal({ path, withdrawn = 0 }: Remade): Cause[] {
  if (withdrawn === 0) return [];
  return [{ field: `overrides.${path}.0`, old: `${withdrawn} operation${withdrawn === 1 ? '' : 's'}` }];
}

const isKnown = ({ old }: Cause) => old !== undefined;

/** A file that was generated before, and what its lines say of the fields. */
interface Compared {
  readonly file: Remade;
  readonly fresh: ReadonlyMap<number, Change>;
  /** The fields that show on a line which is as it was: in this file they have not changed. */
  readonly steady: ReadonlySet<string>;
  /** For each new line the fields whose change alone would explain it, with the old value. */
  readonly explained: readonly ReadonlyMap<string, string>[];
}

function compare(file: Remade, values: ReadonlyMap<string, Scalar>): Compared {
  const fresh = freshLines(file);
  const steady = new Set(shownBeside(file.spans, fresh));
  const byLine = new Map<number, Map<string, string>>();
  for (const { field, from, to } of file.spans)
    for (let line = from; line <= to && !steady.has(field); line++) {
      const change = fresh.get(line);
      const old = change && !file.withdrawn ? oldValue(change, values.get(field)) : undefined;
      if (old !== undefined) byLine.set(line, (byLine.get(line) ?? new Map()).set(field, old));
    }
  return { file, fresh, steady, explained: [...byLine.values()] };
}

/**
 * The fields that have not changed since the last generate. Files may be of different ages: one that was resolved, or whose
 * family was generated alone, already shows what is news to the others. It is told by a line elsewhere that nothing
 * but its steady fields explains, and has no say then.
 */
function steadyFields(compared: readonly Compared[]): ReadonlySet<string> {
  const all = new Set(compared.flatMap(({ steady }) => [...steady]));
  const changed = new Set(
    compared
      .flatMap(({ explained }) => explained)
      .filter(fields => [...fields.keys()].every(field => all.has(field)))
      .flatMap(fields => [...fields.keys()]),
  );
  const isNewer = ({ steady }: Compared) => [...changed].some(field => steady.has(field));
  return new Set(compared.filter(one => !isNewer(one)).flatMap(({ steady }) => [...steady]));
}

function knownValues({ explained }: Compared, others: ReadonlySet<string>): Map<string, string> {
  const known = new Map<string, string>();
  for (const fields of explained)
    for (const [field, old] of fields) if (!others.has(field) && !known.has(field)) known.set(field, old);
  return known;
}

/** What decides a field, in the words of `explain`. */
export function whence({ origins }: SourcedProject, field: string): Pick<Cause, 'at' | 'option' | 'default'> {
  const origin = origins.get(field);
  if (origin?.from === 'document') return { at: origin.at };
  if (origin?.from === 'option') return { option: origin.option };
  return origin ? { default: origin.reason } : {};
}

/** The fields that show on lines of `after` which are not in `before`. */
export const changedFields = (file: Omit<Remade, 'path'>): string[] => shownOn(file.spans, freshLines(file));

/** A line as it is now, and the one that stood in its place. */
interface Change {
  readonly now: string;
  readonly was?: string;
}

/** The lines (from 1) that are not as they were. */
function freshLines({ before, after }: Pick<Remade, 'before' | 'after'>): Map<number, Change> {
  const now = splitLines(after).texts;
  if (before === after) return new Map();
  const was = splitLines(before ?? '').texts;
  const fresh = new Map<number, Change>();
  for (const hunk of diff(was, now)) {
    const isPaired = hunk.before.to - hunk.before.from === hunk.after.to - hunk.after.from;
    for (let line = hunk.after.from; line < hunk.after.to; line++) {
      const old = isPaired ? was[hunk.before.from + line - hunk.after.from] : undefined;
      fresh.set(line + 1, { now: now[line] ?? '', ...(old === undefined ? {} : { was: old }) });
    }
  }
  return fresh;
}

/**
 * What stood in the place of a value: both lines must be the same before and behind it. Undefined where the value does
 * not cover all that changed, so that something else has changed too.
 */
function oldValue({ now, was }: Change, value: Scalar | undefined): string | undefined {
  const text = String(value ?? '');
  if (was === undefined || text === '') return undefined;
  const shorter = Math.min(now.length, was.length);
  let start = 0;
  while (start < shorter && now[start] === was[start]) start++;
  let end = 0;
  while (end < shorter - start && now[now.length - 1 - end] === was[was.length - 1 - end]) end++;
  for (let at = now.indexOf(text); at >= 0 && at <= start; at = now.indexOf(text, at + 1)) {
    const behind = now.length - at - text.length;
    if (behind <= end) return was.slice(at, was.length - behind);
  }
  return undefined;
}

const shownOn = (spans: readonly Span[], lines: ReadonlyMap<number, Change>): string[] => [
  ...new Set(
    spans.filter(({ from, to }) => some(from, to, line => lines.has(line))).map(({ field }) => field),
  ),
];

const shownBeside = (spans: readonly Span[], lines: ReadonlyMap<number, Change>): string[] =>
  spans.filter(({ from, to }) => !some(from, to, line => lines.has(line))).map(({ field }) => field);

function some(from: number, to: number, test: (line: number) => boolean): boolean {
  for (let line = from; line <= to; line++) if (test(line)) return true;
  return false;
}
