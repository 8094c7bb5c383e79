import { existsSync, lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, failure, type Problem, problem } from '../../errors/index.ts';
import { applyPlan, baselineFile, isUnfinished, recover, type StepHook } from './apply.ts';
import { observe } from './disk.ts';
import { stateFolder } from './durable.ts';
import { holdWorkspace } from './holder.ts';
import { emptyLock, type Lock, parseLock } from './lock.ts';
import { isEmpty, isRefused, makePlan, type Plan, pathsToObserve, type Scope } from './plan.ts';
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

/** What `write` would do now; changes nothing. */
export function plan(root: string, scopes: readonly Scope[]): Plan {
  const lock = readLock(root);
  const made = makePlan(lock, scopes, observe(root, pathsToObserve(lock, scopes)));
  return isUnfinished(root)
    ? { ...made, problems: [...made.problems, problem('write-unfinished', { root })] }
    : made;
}

/**
 * Brings the folders of `scopes` up to date and returns what was done. Nothing at all is touched when all is up to
 * date, or when anything is refused (the plan says what).
 *
 * `step` is called before and after each durable step, by tests that cut the write off there.
 *
 * @throws Failure `generate-in-progress`, `write-failed`, or what is wrong with the lock
 */
export async function write(root: string, scopes: readonly Scope[], step?: StepHook): Promise<Plan> {
  if (!isUnfinished(root)) {
    const first = plan(root, scopes);
    if (isEmpty(first) || isRefused(first)) return first;
  }
  try {
    return await writeHeld(root, scopes, step);
  } catch (error) {
    throw explained(error, root);
  }
}

async function writeHeld(root: string, scopes: readonly Scope[], step?: StepHook): Promise<Plan> {
  const release = await holdWorkspace(root);
  try {
    const recovered: Problem[] =
      (await recover(root, step)) === 'finished' ? [problem('write-finished', { root })] : [];
    const made = plan(root, scopes);
    if (!isRefused(made) && !isEmpty(made)) {
      await applyPlan(root, made, `${process.pid}-${Date.now()}`, step);
      removeOldBaselines(root, made.lock);
    }
    return { ...made, problems: [...recovered, ...made.problems] };
  } finally {
    release();
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
