import { Failure, type Problem, problem, worstFirst } from '../../errors/index.ts';
import { readLock } from '../../generate/workspace/workspace.ts';
import type { CheckFields } from '../schemas/check.ts';
import { fieldName } from './field-label.ts';
import type { PrepareRequest } from './prepare.ts';
import { atPaths, hasError, type Proposal, propose } from './propose.ts';

export interface CheckResult {
  readonly services: readonly string[];
  readonly documents: readonly string[];
  readonly fields: CheckFields;
  readonly problems: readonly Problem[];
  readonly ok: boolean;
}

/**
 * All that is wrong with the documents, with the files that are made of them, with the team's own, and with the state
 * of what was generated. Changes nothing.
 *
 * @throws Failure for a wrong command line, and for a workspace that cannot be read
 */
export async function check(request: PrepareRequest): Promise<CheckResult> {
  try {
    return await checkAll(await propose({ ...request, command: 'check' }));
  } catch (error) {
    // Documents that cannot be read as one project are what a check is for.
    if (!(error instanceof Failure) || error.exitCode === 64) throw error;
    return {
      ok: false,
      services: [],
      documents: [],
      problems: worstFirst(error.problems),
      fields: { services: [], documents: [], files: 0, stale: [] },
    };
  }
}

async function checkAll(proposal: Proposal): Promise<CheckResult> {
  const { prepared, made, shown } = proposal;
  const { loaded, artifacts } = prepared;
  const stale = await staleProblems(proposal);
  const problems = worstFirst([...proposal.problems, ...atPaths(made.problems, shown), ...stale]);
  const services = loaded.sourced.project.services.map(({ name }) => name);
  const documents = loaded.documents.map(({ file }) => file);
  return {
    ok: !hasError(problems),
    services,
    documents,
    problems,
    fields: {
      services,
      documents,
      files: artifacts.length,
      stale: stale.flatMap(({ artifact }) => artifact ?? []),
    },
  };
}

/** One for each file that is not what the documents say now; where nothing was generated yet, nothing is stale. */
async function staleProblems(proposal: Proposal): Promise<Problem[]> {
  const { made, prepared, shown } = proposal;
  const { entries } = readLock(prepared.root);
  const isGenerated = prepared.scopes.some(({ family, output }) =>
    entries.some(entry => entry.family === family && entry.output === output && entry.files.size > 0),
  );
  const waiting = made.files.filter(file => file.write ?? file.action === 'removed');
  if (!isGenerated || waiting.length === 0) return [];
  const { changesOf } = await import('./changes.ts');
  const causes = new Map(changesOf(proposal).map(change => [change.path, change.causes]));
  return waiting
    .filter(({ action }) => action !== 'conflicting')
    .map(({ path, action }) => {
      const [cause] = causes.get(shown(path)) ?? [];
      const detail = (causes.get(shown(path)) ?? [])
        .slice(0, 5)
        .map(({ field, old, new: value }) => `${fieldName(field)} ${changeText(old, value)}`.trimEnd());
      return problem(
        'file-stale',
        { path: shown(path), action },
        {
          artifact: shown(path),
          ...(cause?.at ? { at: cause.at } : {}),
          ...(detail.length > 0 ? { detail } : {}),
        },
      );
    });
}

const changeText = (old: string | undefined, value = old === undefined ? undefined : 'nothing'): string =>
  [old, value].filter(text => text !== undefined).join(' -> ');
