import { existsSync, lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, failure, type Problem, problem } from '../../errors/index.ts';
import { applyPlan, baselineFile, isUnfinished, recover, type StepHook } from './apply.ts';
import { observe } from './disk.ts';
import { stateFolder } from './durable.ts';
import { holdWorkspace } from './holder.ts';
import { emptyLock, type Lock, parseLock } from './lock.ts';
import {
  isEmpty,
  isRefused,
  knownDigests,
  makePlan,
  needsMerge,
  type Plan,
  pathsToObserve,
  type Scope,
} from './plan.ts';
import { type MergeFile, settleWith } from './settle.ts';
import { sha256 } from './sha256.ts';

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

/** The text of a generated file as it was last generated, by its SHA-256; undefined when it is not kept. */
export function readBaseline(root: string, digest: string): string | undefined {
  const file = baselineFile(root, digest);
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  return sha256(text) === digest ? text : undefined;
}

export interface PlanOptions {
  /** `markers`: a conflict is written into the file with both sides between markers. Default: nothing is written. */
  readonly conflicts?: 'refuse' | 'markers';
  /** A path (relative to the root) as the user types it, for messages. */
  readonly shown?: (path: string) => string;
}

/** What `write` would do now; changes nothing. */
export async function plan(root: string, scopes: readonly Scope[], options: PlanOptions = {}): Promise<Plan> {
  const lock = readLock(root);
  const observed = observe(root, pathsToObserve(lock, scopes), knownDigests(lock, scopes));
  const settle = settleWith({
    baseline: digest => readBaseline(root, digest),
    merge: needsMerge(lock, scopes, observed) ? await loadMerge() : neverMerged,
    conflicts: options.conflicts ?? 'refuse',
    shown: options.shown ?? (path => path),
  });
  const made = makePlan(lock, scopes, observed, settle);
  return isUnfinished(root)
    ? { ...made, problems: [...made.problems, problem('write-unfinished', { root })] }
    : made;
}

/** Most commands merge nothing and start without the code for it. */
const loadMerge = async (): Promise<MergeFile> => (await import('./merge/file.ts')).mergeFile;

const neverMerged: MergeFile = path => {
  throw new Error(`nothing was to be merged, but ${path} is`);
};

/**
 * Brings the folders of `scopes` up to date and returns what was done. Nothing at all is touched when all is up to
 * date, or when anything is refused or in conflict (the plan says what).
 *
 * `step` is called before and after each durable step, by tests that cut the write off there.
 *
 * @throws Failure `generate-in-progress`, `write-failed`, or what is wrong with the lock
 */
export async function write(
  root: string,
  scopes: readonly Scope[],
  options: PlanOptions = {},
  step?: StepHook,
): Promise<Plan> {
  if (!isUnfinished(root)) {
    const first = await plan(root, scopes, options);
    if (isEmpty(first) || isRefused(first)) return first;
  }
  return await applyHeld(root, () => plan(root, scopes, options), step);
}

/**
 * Holds the workspace, finishes or undoes what was cut off, makes the plan, and applies it unless it is refused.
 *
 * @throws Failure `generate-in-progress`, `write-failed`, or what making the plan throws
 */
export async function applyHeld(root: string, make: () => Promise<Plan>, step?: StepHook): Promise<Plan> {
  try {
    refuseLinks(root);
    const release = await holdWorkspace(root);
    try {
      const recovered: Problem[] =
        (await recover(root, step)) === 'finished' ? [problem('write-finished', { root })] : [];
      const made = await make();
      if (isRefused(made) || isEmpty(made)) return { ...made, problems: [...recovered, ...made.problems] };
      const left = await applyPlan(root, made, `${process.pid}-${Date.now()}`, step);
      removeOldBaselines(root, readLock(root));
      const late = left.map(path => problem('edited-meanwhile', { path }, { artifact: path }));
      return { ...made, problems: [...recovered, ...late, ...made.problems] };
    } finally {
      release();
    }
  } catch (error) {
    throw explained(error, root);
  }
}

/** The folders that a write uses may have come with a repository: none leads elsewhere. */
function refuseLinks(root: string): void {
  for (const name of ['', 'baselines', 'staging', 'writers', 'saved']) {
    const path = name === '' ? '.devops-flow' : `.devops-flow/${name}`;
    if (lstatSync(join(root, path), { throwIfNoEntry: false })?.isSymbolicLink())
      throw failure('path-symlink', { path, link: path });
  }
}

function removeOldBaselines(root: string, lock: Lock): void {
  const folder = join(stateFolder(root), 'baselines');
  const needed = new Set(lock.entries.flatMap(entry => [...entry.files.values()].map(file => file.sha256)));
  for (const name of existsSync(folder) ? readdirSync(folder) : [])
    if (!needed.has(name)) rmSync(join(folder, name), { force: true });
}

/** What the machine refuses is told as such; everything else is a bug of ours and stays one. */
function explained(error: unknown, root: string): unknown {
  const { code, path } = error as NodeJS.ErrnoException;
  if (
    error instanceof Failure ||
    !['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EIO'].includes(code ?? '')
  )
    return error;
  return failure('write-failed', { path: path ?? root, code: code ?? '' });
}
