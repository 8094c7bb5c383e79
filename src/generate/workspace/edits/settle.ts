import { problem } from '../../../errors/index.ts';
import type { Contested, Decision, FileText, Settle } from '../decide.ts';
import type { LockedFile } from '../lock.ts';
import { splitLines } from '../merge/lines.ts';
import { lineAfter, withMarkers } from '../merge/markers.ts';
import type { Conflict, Merge } from '../merge/merge.ts';
import { asText } from '../text-file.ts';
import { conflictProblem, unsettled } from './conflict-problems.ts';

export interface SettleOptions {
  /** The text that the lock remembers, by its SHA-256; undefined when it is lost. */
  readonly baseline: (digest: string) => string | undefined;
  readonly merge: MergeFile;
  /** `markers`: conflicting texts are written with both sides between markers. */
  readonly conflicts: 'refuse' | 'markers';
  /** A path as the user types it. */
  readonly shown: (path: string) => string;
  /** Places count in the texts as they will be written, not as they lie there. */
  readonly written?: boolean;
}

/** Puts three versions of a file together; without a base there is nothing to tell an edit by. */
export type MergeFile = (path: string, base: string | undefined, ours: string, theirs: string) => Merge;

/**
 * Decides files that were edited by hand, and merges those whose generated text has changed too. Pure but for what it is
 * given.
 */
export function settleWith(options: SettleOptions): Settle {
  return contested => settle(contested, options);
}

function settle(contested: Contested, options: SettleOptions): Decision {
  const { artifact, before, locked, seen } = contested;
  const mode = mergedMode(contested);
  const ours = seen.bytes && asText(seen.bytes);
  const waiting = ours === undefined ? undefined : unsettled(contested.path, ours, options.shown);
  if (waiting) return { file: planned(contested, 'refused'), problems: [waiting], locked: before };
  const isPending = before.sha256 !== locked.sha256 || before.mode !== locked.mode;
  if (!isPending) return kept(contested, before);
  // Only its mode was edited.
  if (seen.sha256 === before.sha256) return written(contested, { content: artifact.content, mode });
  if (ours === undefined)
    return {
      file: planned(contested, 'refused'),
      problems: [problem('edited-not-text', { path: contested.path }, { artifact: contested.path })],
      locked: before,
    };
  // Only its mode is generated differently.
  if (before.sha256 === locked.sha256)
    return mode === modeOf(seen.executable)
      ? kept(contested, locked)
      : written(contested, { content: ours, mode });
  const base = options.baseline(before.sha256);
  const merge = options.merge(contested.path, base, ours, artifact.content);
  if (merge.conflicts.length > 0) return conflicting(contested, merge, mode, options);
  return merge.mine === ours && mode === modeOf(seen.executable)
    ? kept(contested, locked)
    : written(contested, { content: merge.mine, mode });
}

const planned = <A extends string>({ artifact, path, seen }: Contested, action: A) => ({
  action,
  family: artifact.family,
  path,
  expected: seen.sha256,
});

const written = (contested: Contested, write: FileText): Decision => ({
  file: { ...planned(contested, 'merged'), write },
  locked: contested.locked,
});

const kept = (contested: Contested, locked: LockedFile): Decision => ({
  file: planned(contested, 'kept'),
  problems: [problem('edited-by-hand', { path: contested.path }, { artifact: contested.path })],
  locked,
});

function conflicting(
  contested: Contested,
  merge: Merge,
  mode: FileText['mode'],
  options: SettleOptions,
): Decision {
  const { before, locked } = contested;
  const { conflicts } = merge;
  const marked = options.conflicts === 'markers' ? withMarkers(merge) : undefined;
  const id = marked === undefined ? 'merge-conflict' : 'conflict-marked';
  const text = asText(contested.seen.bytes ?? new Uint8Array()) ?? '';
  const shown = (conflict: Conflict) =>
    marked !== undefined && options.written ? inMarked(conflict, text, marked) : conflict;
  return {
    file: {
      ...planned(contested, 'conflicting'),
      conflicts,
      ...(marked === undefined ? {} : { write: { content: marked, mode } }),
    },
    problems: conflicts.map(conflict => conflictProblem(id, contested.path, shown(conflict), options.shown)),
    locked: marked === undefined ? before : locked,
  };
}

/** A conflict of a text as it stands in the text with markers. */
function inMarked(conflict: Conflict, text: string, marked: string): Conflict {
  if (!conflict.lines) return conflict;
  const { from, to } = conflict.lines;
  const start = lineAfter(text, marked)(from);
  const { column, ...rest } = conflict;
  // Where the line itself became another, what stands there is the marker, which has other columns.
  const isSame = splitLines(text).texts[from - 1] === splitLines(marked).texts[start - 1];
  const lines = { from: start, to: start + to - from };
  return { ...rest, lines, ...(isSame && column !== undefined ? { column } : {}) };
}

/** The user's mode where the user changed it, else the generated one. */
export function mergedMode({
  before,
  locked,
  seen,
}: Pick<Contested, 'before' | 'locked' | 'seen'>): FileText['mode'] {
  const ours = seen.executable ? '755' : '644';
  return modeOf((ours === before.mode ? locked.mode : ours) === '755');
}

export const modeOf = (executable: boolean): FileText['mode'] => (executable ? 0o755 : 0o644);
