import { failure } from '../../errors/index.ts';
import { observe } from './disk.ts';
import { lockDigest } from './lock-format.ts';
import type { Plan } from './plan.ts';
import { readLock } from './workspace.ts';

/**
 * Refuses a plan that was made of another lock, or of other files, than those that are there now.
 *
 * @throws Failure `plan-outdated`
 */
export function refuseOutdated(root: string, plan: Plan): void {
  const changed = lockDigest(readLock(root)) === plan.lockBefore ? [] : ['.devops-flow/lock.json'];
  const seen = observe(
    root,
    plan.files.map(({ path }) => path),
  );
  for (const { path, expected } of plan.files) {
    const found = seen.get(path);
    if ((found?.kind === 'file' ? found.sha256 : found?.kind === 'absent' ? undefined : null) !== expected)
      changed.push(path);
  }
  if (changed.length > 0) throw failure('plan-outdated', { files: changed });
}
