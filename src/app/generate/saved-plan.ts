import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { failure, type Problem, worstFirst } from '../../errors/index.ts';
import type { Action } from '../../generate/workspace/decide.ts';
import type { Plan } from '../../generate/workspace/plan.ts';
import { locate } from '../../generate/workspace/root.ts';
import { applySaved } from '../../generate/workspace/saved-plan/apply.ts';
import { parsePlan } from '../../generate/workspace/saved-plan/parse.ts';
import { printPlan } from '../../generate/workspace/saved-plan/print.ts';
import { existingFolder } from '../existing-folder.ts';
import type { GenerateFields } from '../schemas/generate.ts';
import { pathsByAction } from './generate.ts';
import { atPaths, hasError } from './propose.ts';
import { putFile } from './put-file.ts';
import { shownPath } from './shown-path.ts';

/** Plans of a thousand services have a few megabytes. */
const largest = 256 * 1024 * 1024;

/** Puts the plan into `file`. @throws Failure `file-not-replaced`, `file-not-written` */
export function writePlan(file: string, plan: Plan): void {
  const isOurs = (text: string) => isPlan(text, file);
  putFile({ file, text: printPlan(plan), what: 'a saved plan', isOurs });
}

function isPlan(text: string, file: string): boolean {
  try {
    parsePlan(text, file);
    return true;
  } catch {
    return false;
  }
}

export interface ApplyRequest {
  readonly workingFolder: string;
  readonly file: string;
  /** The folder whose project the plan is for. */
  readonly folder: string;
  /** Where that project goes, if not into its own folder; it need not be there yet. */
  readonly output?: string | undefined;
}

export interface ApplyResult {
  readonly output: string;
  readonly fields: Omit<GenerateFields, 'ms'>;
  readonly plan: readonly { readonly action: Action; readonly path: string }[];
  readonly problems: readonly Problem[];
  readonly ok: boolean;
}

/**
 * Does exactly what a saved plan says, or nothing. No document is read: what they say was decided when the plan was
 * made.
 *
 * @throws Failure `folder-missing`, `plan-unreadable`, `plan-version-unknown`, `plan-outdated`, and what stops a write
 */
export async function applyPlanFile(request: ApplyRequest): Promise<ApplyResult> {
  const { workingFolder, file, folder } = request;
  existingFolder(folder, workingFolder);
  const given = request.output ?? folder;
  const { root, output } = locate(workingFolder, given, given);
  const saved = parsePlan(readPlan(resolve(workingFolder, file), file), file);
  const made = await applySaved(root, saved);
  const shown = (path: string) => shownPath(join(root, path), workingFolder);
  const problems = worstFirst(atPaths(made.problems, shown));
  const ok = !hasError(problems);
  return {
    ok,
    problems,
    output: shown(output),
    plan: made.files.map(({ action, path }) => ({ action, path: shown(path) })),
    fields: { ...pathsByAction(made, ok, shown), unused: [], files: made.files.length, dryRun: false },
  };
}

function readPlan(file: string, name: string): string {
  try {
    const { size } = statSync(file);
    if (size > largest) throw failure('file-too-large', { file: name, bytes: size, limit: largest });
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw failure('plan-file-unusable', { file: name, code });
  }
}
