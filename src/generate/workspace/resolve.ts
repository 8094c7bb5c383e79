import { Failure, failure } from '../../errors/index.ts';
import type { Artifact } from '../artifacts/shared/artifact.ts';
import { Baselines } from './baselines/baselines.ts';
import { type FileText, lockedAs, type ObservedFile } from './decide.ts';
import { observe } from './disk.ts';
import { mergedMode, modeOf } from './edits/settle.ts';
import type { Lock, LockEntry, LockedFile } from './lock.ts';
import { lockDigest } from './lock-format.ts';
import { type ContestedSides, contestedSides } from './merge/contested.ts';
import { refuseOutdated } from './outdated.ts';
import { joinPath } from './paths.ts';
import type { Plan } from './plan.ts';
import { entryOf } from './scope.ts';
import { asText } from './text-file.ts';
import { applyHeld, readLock } from './workspace.ts';
import type { StepHook } from './write/apply.ts';
import { saveText } from './write/save-text.ts';

/** A generated file whose conflicts wait for a person. */
export interface Contest extends ContestedSides {
  /** Relative to the project root. */
  readonly path: string;
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
  const sides = contestedSides(path, text, new Baselines(root).read(before.sha256), artifact.content);
  if (sides.parts === 0) return undefined;
  const mode = mergedMode({ before, locked: lockedAs(artifact), seen });
  return { path, ...sides, from: { lock, entry, artifact, text, seen, mode } };
}

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
