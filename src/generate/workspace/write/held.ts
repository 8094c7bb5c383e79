import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, failure, type Problem, problem } from '../../../errors/index.ts';
import { isUnfinished, recover, type StepHook } from './apply.ts';
import { holdWorkspace } from './holder.ts';

/**
 * Holds the workspace, finishes or undoes what was cut off, then does the work, which is given what there is to say of
 * that. A failure of the work says it too.
 *
 * @throws Failure `generate-in-progress`, `write-failed`, `path-symlink`, or what the work throws
 */
export async function held<T>(
  root: string,
  work: (recovered: readonly Problem[]) => Promise<T>,
  step?: StepHook,
): Promise<T> {
  try {
    return await holding(root, work, step);
  } catch (error) {
    const code = refusedBy(error);
    if (code === undefined) throw error;
    throw failure('write-failed', { path: (error as NodeJS.ErrnoException).path ?? root, code });
  }
}

/**
 * What every command does before it reads the workspace: a write that was cut off is finished or undone. Returns what
 * there is to say of it; on a disk that may only be read, that what is there is the state in between.
 *
 * @throws Failure `generate-in-progress` while a living process writes, `write-failed` when the disk is full or broken
 */
export async function finishWrite(root: string): Promise<readonly Problem[]> {
  if (!isUnfinished(root)) return [];
  try {
    return await holding(root, recovered => Promise.resolve(recovered));
  } catch (error) {
    const code = refusedBy(error);
    if (code === undefined) throw error;
    if (['EROFS', 'EACCES', 'EPERM'].includes(code)) return [problem('write-unfinished', { root })];
    throw failure('write-failed', { path: (error as NodeJS.ErrnoException).path ?? root, code });
  }
}

/** Does the work; when it fails, the failure says these things too. */
export async function saying<T>(said: readonly Problem[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (said.length === 0 || !(error instanceof Failure)) throw error;
    throw new Failure([...error.problems, ...said], error.exitCode);
  }
}

async function holding<T>(
  root: string,
  work: (recovered: readonly Problem[]) => Promise<T>,
  step?: StepHook,
): Promise<T> {
  refuseLinks(root);
  const release = await holdWorkspace(root);
  try {
    const recovered = (await recover(root, step)) === 'finished' ? [problem('write-finished', { root })] : [];
    return await saying(recovered, () => work(recovered));
  } finally {
    release();
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

/** The code of what the machine refuses; undefined for everything else, which is a bug of ours and stays one. */
function refusedBy(error: unknown): string | undefined {
  const { code } = error as NodeJS.ErrnoException;
  const known = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EIO'];
  return !(error instanceof Failure) && code !== undefined && known.includes(code) ? code : undefined;
}
