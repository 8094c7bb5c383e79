import { Failure, failure } from '../../errors/index.ts';
import type { Artifact } from '../artifacts/shared/artifact.ts';
import { gitConflicts } from '../artifacts/shared/git-conflicts.ts';
import type { StepHook } from './apply.ts';
import { readBaseline } from './baselines.ts';
import { type FileText, lockedAs, type ObservedFile } from './decide.ts';
import { observe } from './disk.ts';
import type { Lock, LockEntry, LockedFile } from './lock.ts';
import { lockDigest } from './lock-format.ts';
import { mergeFile } from './merge/file.ts';
import { gitSides } from './merge/git-sides.ts';
import { markerLines, withMarkers, withoutMarkers } from './merge/markers.ts';
import type { Merge } from './merge/merge.ts';
import { joinPath } from './paths.ts';
import type { Plan } from './plan.ts';
import { saveText } from './save-text.ts';
import { refuseOutdated } from './saved-plan/apply.ts';
import { entryOf } from './scope.ts';
import { mergedMode, modeOf } from './settle.ts';
import { asText } from './text-file.ts';
import { applyHeld, readLock } from './workspace.ts';

/** A generated file whose conflicts wait for a person. */
export interface Contest {
  /** Relative to the project root. */
  readonly path: string;
  /** Number of parts that both sides changed. */
  readonly parts: number;
  /** The whole file with the user's side of each part, and with the generated one; all else is merged in both. */
  readonly mine: string;
  readonly generated: string;
  /** The whole file with both sides between markers. */
  readonly marked: string;
  /** What the contest was made from; the resolution is refused when it is not so any more. */
  readonly from: {
    readonly lock: Lock;
    readonly entry: LockEntry;
    readonly artifact: Artifact;
    readonly text: string;
    readonly seen: ObservedFile;
    readonly mode: FileText['mode'];
  };
}

/**
 * The conflicts between a generated file as it lies there and `artifact`, the same file as it is generated now: those
 * that `plan` would name, or those that stand in it between markers, ours or git's. Undefined when there are none.
 *
 * @throws Failure `markers-unclear`, `edited-not-text`, or what is in the way of the file
 */
export function readContest(
  root: string,
  { family, output, artifact }: { family: string; output: string; artifact: Artifact },
): Contest | undefined {
  const lock = readLock(root);
  const entry = entryOf(lock, { family, output });
  const before = entry?.files.get(artifact.path);
  const path = joinPath(output, artifact.path);
  const seen = observe(root, [path], new Map([[path, before?.sha256 ?? '']])).get(path);
  if (seen?.kind === 'obstacle') throw new Failure([seen.problem]);
  if (!entry || !before || seen?.kind !== 'file' || !seen.bytes || artifact.ownership !== 'managed')
    return undefined;
  const text = asText(seen.bytes);
  if (text === undefined) throw failure('edited-not-text', { path }, { artifact: path });
  const sides = sidesOf(path, text, readBaseline(root, before.sha256), artifact.content);
  if (sides.parts === 0) return undefined;
  const mode = mergedMode({ before, locked: lockedAs(artifact), seen });
  return { path, ...sides, from: { lock, entry, artifact, text, seen, mode } };
}

type SidesOfFile = Pick<Contest, 'parts' | 'mine' | 'generated' | 'marked'>;

function sidesOf(path: string, text: string, base: string | undefined, theirs: string): SidesOfFile {
  const merge = (ours: string): Merge => mergeFile(path, base, ours, theirs);
  const marked = markedSides(path, text, theirs);
  if (!marked) {
    const { mine, generated, conflicts } = merge(text);
    return { parts: conflicts.length, mine, generated, marked: withMarkers({ mine, generated, conflicts }) };
  }
  const { parts, mine, generated } = marked;
  return { parts, mine: merge(mine).mine, generated: merge(generated).generated, marked: text };
}

/** The sides of a text with markers, ours or those of a merge by git; undefined for one without. */
function markedSides(
  path: string,
  text: string,
  theirs: string,
): Pick<Contest, 'parts' | 'mine' | 'generated'> | undefined {
  const lines = markerLines(text);
  const byGit = gitConflicts(text);
  const line = lines[0] ?? byGit[0]?.from;
  if (line === undefined) return undefined;
  const sides =
    lines.length > 0
      ? { mine: withoutMarkers(text, 'mine'), generated: withoutMarkers(text, 'generated') }
      : gitSides(text, theirs);
  const { mine, generated } = sides ?? {};
  // Where a merge by git met markers of ours, those of the other kind are left: that is for a person.
  if (mine === undefined || generated === undefined || [mine, generated].some(isConflicted))
    throw failure('markers-unclear', { path, line }, { artifact: path });
  return { parts: lines.length > 0 ? lines.length / 2 : byGit.length, mine, generated };
}

const isConflicted = (text: string) => gitConflicts(text).length > 0;

export interface Resolved {
  readonly plan: Plan;
  /** Where the text before is kept, relative to the root; undefined when it was not changed. */
  readonly saved: string | undefined;
}

/**
 * Writes `content` as the file, its conflicts settled: from now on the generated text is the base of the file, so the
 * same conflict does not come back. The text before is saved first. Staged with a record of the intent, as all writes.
 *
 * @throws Failure `plan-outdated` when file or lock have changed since the contest was read, and what `write` throws
 */
export async function resolveContest(
  root: string,
  contest: Contest,
  content: string,
  step?: StepHook,
): Promise<Resolved> {
  const made = planOf(contest, content);
  let saved: string | undefined;
  const make = async () => {
    refuseOutdated(root, made);
    if (content !== contest.from.text) saved = await saveText(root, contest.path, contest.from.text);
    return made;
  };
  const plan = await applyHeld(root, make, step);
  return { plan, saved };
}

function planOf({ path, from }: Contest, content: string): Plan {
  const { lock, entry, artifact, text, seen, mode } = from;
  const isSame = content === text && mode === modeOf(seen.executable);
  const locked = lockedAs(artifact);
  const file = { family: entry.family, path, expected: seen.sha256 };
  return {
    lockBefore: lockDigest(lock),
    files: [isSame ? { ...file, action: 'kept' } : { ...file, action: 'merged', write: { content, mode } }],
    lock: {
      entries: lock.entries.map(other => (other === entry ? withFile(entry, artifact.path, locked) : other)),
    },
    lockChanged: true,
    baselines: new Map([[locked.sha256, artifact.content]]),
    problems: [],
  };
}

const withFile = (entry: LockEntry, path: string, file: LockedFile): LockEntry => ({
  ...entry,
  files: new Map([...entry.files, [path, file]]),
});
