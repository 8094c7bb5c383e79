import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { removeEmptyFolder } from './for-git.ts';
import type { Lock, LockEntry } from './lock.ts';
import { lockDigest } from './lock-format.ts';
import { stateFolder } from './root.ts';
import { applyHeld, readLock } from './workspace.ts';
import type { StepHook } from './write/apply.ts';
import { holdWorkspace } from './write/holder.ts';

/**
 * Forgets the entries of the lock that `isEjected` picks, with their baselines: their files stay as they lie there, byte
 * for byte, and nobody's from then on. Goes through the same intent record as a write. Returns what was forgotten.
 *
 * @throws Failure `generate-in-progress`, `write-failed`, or what is wrong with the lock
 */
export async function eject(
  root: string,
  isEjected: (entry: LockEntry) => boolean,
  step?: StepHook,
): Promise<readonly LockEntry[]> {
  let ejected: readonly LockEntry[] = [];
  await applyHeld(
    root,
    () => {
      const lock = readLock(root);
      ejected = lock.entries.filter(isEjected);
      const rest: Lock = { entries: lock.entries.filter(entry => !isEjected(entry)) };
      return Promise.resolve({
        lockBefore: lockDigest(lock),
        files: [],
        lock: rest,
        lockChanged: ejected.length > 0,
        baselines: new Map(),
        problems: [],
      });
    },
    step,
  );
  await removeEmptyState(root);
  return ejected;
}

/** A lock without entries says what no lock says; the folder goes when nothing else is in it. */
async function removeEmptyState(root: string): Promise<void> {
  if (!existsSync(join(stateFolder(root), 'lock.json'))) return;
  const release = await holdWorkspace(root);
  try {
    if (readLock(root).entries.length > 0) return;
    rmSync(join(stateFolder(root), 'lock.json'), { force: true });
    rmSync(join(stateFolder(root), 'baselines'), { recursive: true, force: true });
  } finally {
    release();
  }
  removeEmptyFolder(root);
}
