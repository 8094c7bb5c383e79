import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { failure, problem } from '../../errors/index.ts';
import { Baselines } from './baselines/baselines.ts';
import { removeSuperfluous } from './baselines/repack.ts';
import { observe } from './disk.ts';
import { findMoves } from './edits/find-moves.ts';
import { type MergeFile, settleWith } from './edits/settle.ts';
import { removeEmptyFolder } from './for-git.ts';
import { digestsOf, emptyLock, type Lock } from './lock.ts';
import { lockDigest, parseLock } from './lock-format.ts';
import { isEmpty, isRefused, knownDigests, makePlan, needsMerge, type Plan, pathsToObserve } from './plan.ts';
import { stateFolder } from './root.ts';
import type { Scope } from './scope.ts';
import { withUnrecorded } from './unrecorded.ts';
import { applyPlan, isUnfinished, type StepHook } from './write/apply.ts';
import { held } from './write/held.ts';
import { otherWriter } from './write/holder.ts';

/**
 * The lock of the project at `root`; an empty one where nothing was generated yet.
 *
 * @throws Failure `lock-version-unknown`, `lock-unreadable` or `path-symlink`
 */
export function readLock(root: string): Lock {
  if (lstatSync(stateFolder(root), { throwIfNoEntry: false })?.isSymbolicLink())
    throw failure('path-symlink', { path: '.devops-flow', link: '.devops-flow' });
  const file = join(stateFolder(root), 'lock.json');
  return existsSync(file) ? parseLock(readFileSync(file, 'utf8'), file) : emptyLock;
}

export interface PlanOptions {
  /** `markers`: a conflict is written into the file with both sides between markers. Default: nothing is written. */
  readonly conflicts?: 'refuse' | 'markers';
  /** A path (relative to the root) as the user types it, for messages. */
  readonly shown?: (path: string) => string;
}

/** A plan, and the lock that it was made from. */
export interface Planned {
  readonly plan: Plan;
  /** Another one for each lock that was put in place; undefined where there was none. */
  readonly stamp: string | undefined;
}

export interface WriteOptions extends PlanOptions {
  /** What `planned` has made of the same scopes and options, which is taken while its lock is there. */
  readonly planned?: Planned;
  /** Asked while the files of the plan are staged, before the first of them is put in place. Default: they may be. */
  readonly isApproved?: (plan: Plan) => Promise<boolean>;
}

/**
 * What `write` would do now; changes nothing. Whoever calls it has called `finishWrite` before.
 *
 * @throws Failure `generate-in-progress` when another command writes meanwhile, or what is wrong with the lock
 */
export async function plan(root: string, scopes: readonly Scope[], options: PlanOptions = {}): Promise<Plan> {
  return (await planned(root, scopes, options)).plan;
}

/** As `plan`, for whoever may write it. */
export async function planned(
  root: string,
  scopes: readonly Scope[],
  options: PlanOptions = {},
): Promise<Planned> {
  for (let attempt = 1; ; attempt++) {
    const stamp = lockStamp(root);
    const made = await planOnce(root, scopes, options);
    const writer = isUnfinished(root) ? otherWriter(root) : undefined;
    if (writer !== undefined) throw failure('generate-in-progress', { root, pid: writer });
    // A write that came and went in between: lock and files may be of different sets.
    if (lockStamp(root) === stamp || attempt === 3) return { plan: made, stamp };
  }
}

async function planOnce(
  root: string,
  scopes: readonly Scope[],
  options: PlanOptions & { readonly written?: boolean },
): Promise<Plan> {
  const recorded = readLock(root);
  const baselines = new Baselines(root);
  const baseline = (digest: string) => baselines.read(digest);
  const lock = withUnrecorded(root, recorded, scopes, baselines);
  const observed = observe(root, pathsToObserve(lock, scopes), knownDigests(lock, scopes));
  const moves = findMoves(lock, scopes, observed, baseline);
  const settle = settleWith({
    baseline,
    merge: moves.size > 0 || needsMerge(lock, scopes, observed) ? await loadMerge() : neverMerged,
    conflicts: options.conflicts ?? 'refuse',
    shown: options.shown ?? (path => path),
    written: options.written ?? false,
  });
  return makePlan({ lock, lockBefore: lockDigest(recorded), scopes, observed, settle, moves });
}

function lockStamp(root: string): string | undefined {
  const stats = statSync(join(stateFolder(root), 'lock.json'), { throwIfNoEntry: false });
  return stats && `${stats.ino} ${stats.mtimeMs} ${stats.size}`;
}

/** Most commands merge nothing and start without the code for it. */
const loadMerge = async (): Promise<MergeFile> => (await import('./merge/file.ts')).mergeFile;

const neverMerged: MergeFile = path => {
  throw new Error(`nothing was to be merged, but ${path} is`);
};

/**
 * Brings the folders of `scopes` up to date and returns what was done. Nothing at all is touched when all is up to
 * date, when anything is refused or in conflict (the plan says what), or when the plan is not approved.
 *
 * `step` is called before and after each durable step, by tests that cut the write off there.
 *
 * @throws Failure `generate-in-progress`, `write-failed`, or what is wrong with the lock
 */
export async function write(
  root: string,
  scopes: readonly Scope[],
  options: WriteOptions = {},
  step?: StepHook,
): Promise<Plan> {
  const first = isUnfinished(root) ? undefined : (options.planned ?? (await planned(root, scopes, options)));
  if (first && (isEmpty(first.plan) || isRefused(first.plan))) return first.plan;
  // Files may have changed since as they may while it is applied: each is looked at once more then.
  const isStill = () => first !== undefined && lockStamp(root) === first.stamp;
  return await applyHeld(
    root,
    () => planToWrite(root, scopes, options, isStill() ? first?.plan : undefined),
    step,
    options.isApproved,
  );
}

/** Of files that get markers, what is said of the conflicts is about the text with markers in it. */
async function planToWrite(
  root: string,
  scopes: readonly Scope[],
  options: PlanOptions,
  first: Plan | undefined,
): Promise<Plan> {
  const made = first ?? (await plan(root, scopes, options));
  const getsMarkers = made.files.some(({ action, write }) => action === 'conflicting' && write);
  return getsMarkers && !isRefused(made) ? await planOnce(root, scopes, { ...options, written: true }) : made;
}

/**
 * Holds the workspace, finishes or undoes what was cut off, makes the plan, and applies it unless it is refused or not
 * approved.
 *
 * @throws Failure `generate-in-progress`, `write-failed`, or what making the plan throws
 */
export async function applyHeld(
  root: string,
  make: () => Promise<Plan>,
  step?: StepHook,
  isApproved: (plan: Plan) => Promise<boolean> = () => Promise.resolve(true),
): Promise<Plan> {
  const isNew = !existsSync(stateFolder(root));
  let wasApproved = true;
  const done = await held(
    root,
    async recovered => {
      const made = await make();
      const untouched = { ...made, problems: [...recovered, ...made.problems] };
      if (isRefused(made) || isEmpty(made)) return untouched;
      const left = await applyPlan(root, made, { step, isApproved: () => isApproved(made) });
      wasApproved = left !== 'not approved';
      if (left === 'not approved') return untouched;
      removeSuperfluous(root, digestsOf(left.length === 0 ? made.lock : readLock(root)));
      const late = left.map(path => problem('edited-meanwhile', { path }, { artifact: path }));
      return { ...made, problems: [...recovered, ...late, ...made.problems] };
    },
    step,
  );
  if (isNew && !wasApproved) removeEmptyFolder(root);
  return done;
}
