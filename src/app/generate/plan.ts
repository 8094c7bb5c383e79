import { resolve } from 'node:path';
import { type Problem, worstFirst } from '../../errors/index.ts';
import type { PlanOptions } from '../../generate/workspace/workspace.ts';
import type { PlanFields, PlannedChange } from '../schemas/plan.ts';
import type { FileChange } from './changes.ts';
import { generateFields } from './generate.ts';
import type { PrepareRequest } from './prepare.ts';
import { atPaths, hasError, type Proposal, propose } from './propose.ts';
import { shownPath } from './shown-path.ts';

export interface PlanRequest extends PrepareRequest, Pick<PlanOptions, 'conflicts'> {
  /** Where the plan is kept for `generate --plan`. */
  readonly save?: string | undefined;
}

export interface PlanResult {
  readonly services: readonly string[];
  readonly documents: readonly string[];
  /** The folder that would be written to, as the user would type it. */
  readonly output: string;
  readonly changes: readonly FileChange[];
  readonly fields: Omit<PlanFields, 'ms'>;
  readonly problems: readonly Problem[];
  /** The team's own files: what is found in them is told by `check`. */
  readonly yours: readonly string[];
  readonly ok: boolean;
}

/**
 * What generate would do now, file by file, with the fields behind it. Changes nothing but the file of `save`, which
 * is not written when something is wrong with the plan.
 *
 * @throws Failure for options and documents, `file-not-replaced` and `file-not-written`
 */
export async function plan(request: PlanRequest): Promise<PlanResult> {
  const proposal = await propose({ ...request, command: 'plan' });
  const { prepared, made, shown } = proposal;
  const changes = await changed(proposal);
  const problems = worstFirst([...proposal.problems, ...atPaths(made.problems, shown)]);
  const ok = !hasError(problems);
  const { save, workingFolder } = request;
  if (save !== undefined && ok) {
    const { writePlan } = await import('./saved-plan.ts');
    writePlan(shownPath(resolve(workingFolder, save), workingFolder), made);
  }
  return {
    ok,
    problems,
    yours: proposal.yours,
    changes,
    services: prepared.loaded.sourced.project.services.map(({ name }) => name),
    documents: prepared.loaded.documents.map(({ file }) => file),
    output: shown(prepared.output),
    fields: {
      ...generateFields(proposal, made, ok),
      dryRun: true,
      changes: changes.map(plainChange),
      ...(save !== undefined && ok ? { saved: save } : {}),
    },
  };
}

/** A plan with nothing to do starts without the code that explains changes. */
async function changed(proposal: Proposal): Promise<FileChange[]> {
  if (proposal.made.files.every(({ action }) => action === 'unchanged')) return [];
  const { changesOf } = await import('./changes.ts');
  return changesOf(proposal);
}

/** A change as `--json` prints it: without the texts. */
export function plainChange({ path, family, action, added, removed, causes }: FileChange): PlannedChange {
  if (action === 'unchanged') throw new Error(`${path} does not change`);
  return { path, family, action, added, removed, causes: causes.map(cause => ({ ...cause })) };
}
