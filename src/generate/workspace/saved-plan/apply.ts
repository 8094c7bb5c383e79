import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, problem } from '../../../errors/index.ts';
import { Baselines } from '../baselines/baselines.ts';
import type { PlannedFile } from '../decide.ts';
import { holdsEdits } from '../edits/moves.ts';
import { type LockedFile, lockedFiles } from '../lock.ts';
import { refuseOutdated } from '../outdated.ts';
import { isRefused, type Plan } from '../plan.ts';
import { sha256 } from '../sha256.ts';
import { applyHeld, readLock } from '../workspace.ts';
import type { StepHook } from '../write/apply.ts';

/**
 * Does exactly what the plan says, or nothing. Like `write` it touches nothing when something in the plan is refused or
 * in conflict, and returns the plan.
 *
 * @throws Failure `plan-outdated` naming every file that is not as it was, `plan-unreadable` for a plan that would touch
 *   files which are not generated, and what `write` throws
 */
export async function applySaved(root: string, plan: Plan, step?: StepHook): Promise<Plan> {
  if (isRefused(plan)) return plan;
  return await applyHeld(
    root,
    () => {
      refuseOutdated(root, plan);
      refuseForeign(root, plan);
      return Promise.resolve(plan);
    },
    step,
  );
}

/** A plan that somebody else wrote makes no file of the user's a generated one. */
function refuseForeign(root: string, plan: Plan): void {
  const ours = lockedFiles(readLock(root));
  const planned = new Set(plan.files.map(({ path }) => path));
  const foreign = plan.files.flatMap(file => {
    const { path, action, expected, write } = file;
    const locked = ours.get(path);
    if (action === 'removed') return locked && mayRemove(root, plan, file, locked) ? [] : [path];
    const isOverwritten = write !== undefined && expected !== undefined;
    return isOverwritten && !locked && sha256(write.content) !== expected ? [path] : [];
  });
  const claimed = [...lockedFiles(plan.lock).keys()].filter(path => !ours.has(path) && !planned.has(path));
  const all = [...new Set([...foreign, ...claimed])];
  if (all.length > 0)
    throw new Failure(
      all.map(path =>
        problem(
          'plan-unreadable',
          { file: 'the plan', what: `${path} was not generated here` },
          { artifact: path },
        ),
      ),
    );
}

/** Nobody edited it, or all that a person wrote is in the file that takes its place. */
function mayRemove(
  root: string,
  { files }: Plan,
  { path, expected, movedTo }: PlannedFile,
  { sha256: generated, once }: LockedFile,
): boolean {
  if (once || movedTo === undefined) return generated === expected && !once;
  const next = files.find(file => file.path === movedTo)?.write?.content;
  const baseline = new Baselines(root).read(generated);
  const edited = readFileSync(join(root, path), 'utf8');
  return next !== undefined && baseline !== undefined && holdsEdits(baseline, edited, next);
}
