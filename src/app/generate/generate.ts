import { type Problem, problem, worstFirst } from '../../errors/index.ts';
import type { Artifact } from '../../generate/artifacts/shared/artifact.ts';
import type { Action, PlannedFile } from '../../generate/workspace/decide.ts';
import { isEmpty, isRefused, type Plan } from '../../generate/workspace/plan.ts';
import { type PlanOptions, write } from '../../generate/workspace/workspace.ts';
import { isUnfinished } from '../../generate/workspace/write/apply.ts';
import type { GenerateFields } from '../schemas/generate.ts';
import type { PrepareRequest } from './prepare.ts';
import { atPaths, type Draft, drafted, hasError, judged, type Proposal } from './propose.ts';
import { unusedFields } from './unused.ts';

export interface GenerateRequest extends PrepareRequest, Pick<PlanOptions, 'conflicts'> {
  readonly mode: 'write' | 'dry-run' | 'check';
}

export interface GenerateResult {
  readonly services: readonly string[];
  readonly documents: readonly string[];
  /** The folder that was written to, as the user would type it. */
  readonly output: string;
  readonly fields: Omit<GenerateFields, 'ms'>;
  /** Every file of the plan, in the order of its path, for a person to read. */
  readonly plan: readonly { readonly action: Action; readonly path: string }[];
  readonly problems: readonly Problem[];
  /** The team's own files: what is found in them is told by `check`. */
  readonly yours: readonly string[];
  readonly ok: boolean;
  readonly stale: boolean;
}

export interface Generated extends GenerateResult {
  /** The files as they are or would be, edits of a person included. */
  readonly artifacts: readonly Artifact[];
}

/**
 * Documents to files: read, emit, check, plan, write. Nothing is written when a document, a check or the plan has an
 * error; all of them are reported together.
 *
 * @throws Failure for options and documents, and for a workspace that cannot be written
 */
export async function generate(request: GenerateRequest): Promise<Generated> {
  const { mode } = request;
  const draft = await drafted(request);
  const proposal = mode === 'write' ? await written(draft) : await judged(draft);
  const { prepared, made, shown } = proposal;
  const stale = staleFiles(made);
  const problems = worstFirst([
    ...proposal.problems,
    ...atPaths(made.problems, shown),
    ...(mode === 'check' && stale > 0 ? [problem('generate-stale', { files: stale })] : []),
  ]);
  const ok = !hasError(problems);
  return {
    ok,
    stale: stale > 0,
    problems,
    yours: proposal.yours,
    services: prepared.loaded.sourced.project.services.map(({ name }) => name),
    documents: prepared.loaded.documents.map(({ file }) => file),
    artifacts: proposal.artifacts,
    output: shown(prepared.output),
    plan: made.files.map(({ action, path }) => ({ action, path: shown(path) })),
    fields: { ...generateFields(proposal, made, ok), dryRun: mode !== 'write' },
  };
}

/** Carried out unless something is wrong with it. The files are staged while they are checked. */
async function written(draft: Draft): Promise<Proposal> {
  const { prepared, made, planned, options } = draft;
  const { root, scopes, loaded, problems } = prepared;
  const isSettled = (isEmpty(made) || isRefused(made)) && !isUnfinished(root);
  if (isSettled || hasError([...loaded.problems, ...problems])) return await judged(draft);
  let proposal: Proposal | undefined;
  const isApproved = async (plan: Plan) => {
    proposal = await judged({ ...draft, made: plan });
    return !hasError(proposal.problems);
  };
  try {
    const done = await write(root, scopes, { ...options, planned, isApproved });
    return { ...(proposal ?? (await judged({ ...draft, made: done }))), made: done };
  } catch (error) {
    // Of a disk that cannot be written nobody hears before the files are right.
    proposal ??= await judged(draft);
    if (hasError(proposal.problems)) return proposal;
    throw error;
  }
}

/** How many files a generate would write or remove. */
export const staleFiles = ({ files }: Plan): number =>
  files.filter(file => file.write ?? file.action === 'removed').length;

/** What `generate` and `plan` report alike. In a plan the same lists say what would be done. */
export function generateFields(
  { prepared, shown }: Proposal,
  made: Plan,
  ok: boolean,
): Omit<GenerateFields, 'ms' | 'dryRun'> {
  const { loaded, artifacts, families } = prepared;
  return {
    ...pathsByAction(made, ok, shown),
    unused: unusedFields(loaded, artifacts, families),
    files: artifacts.filter(({ ownership }) => ownership !== 'yours').length,
  };
}

/** The paths by what is done with them; nothing is written when something is wrong. */
export function pathsByAction(
  made: { readonly files: readonly Pick<PlannedFile, 'action' | 'path'>[] },
  ok: boolean,
  shown: (path: string) => string,
) {
  const paths = (...actions: Action[]) =>
    made.files.filter(file => actions.includes(file.action)).map(file => shown(file.path));
  return {
    written: ok ? paths('created', 'changed') : [],
    unchanged: paths('unchanged'),
    merged: ok ? paths('merged') : [],
    conflicts: paths('refused', 'conflicting'),
    kept: paths('kept'),
    removed: ok ? paths('removed') : [],
  };
}
