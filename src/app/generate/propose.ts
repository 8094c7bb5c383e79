import { join } from 'node:path';
import type { Problem } from '../../errors/index.ts';
import type { Artifact } from '../../generate/artifacts/shared/artifact.ts';
import { placeOf } from '../../generate/artifacts/shared/folders.ts';
import { joinPath } from '../../generate/workspace/paths.ts';
import type { Plan } from '../../generate/workspace/plan.ts';
import type { Scope } from '../../generate/workspace/scope.ts';
import { type Planned, type PlanOptions, planned } from '../../generate/workspace/workspace.ts';
import { missingFamilies } from './findings/missing-families.ts';
import { plannedFindings } from './findings/planned-findings.ts';
import { shownFindings } from './findings/shown-findings.ts';
import { type Prepared, type PrepareRequest, prepare } from './prepare.ts';
import { shownPath } from './shown-path.ts';

/** What a generate would do now. */
export interface Draft {
  readonly prepared: Prepared;
  readonly made: Plan;
  /** The same with the lock that it was made from. */
  readonly planned: Planned;
  readonly options: PlanOptions;
  /** A path relative to the root as the user types it. */
  readonly shown: (path: string) => string;
}

/** The same with all that is wrong with it. */
export interface Proposal extends Draft {
  /** The files as they will be, edits of a person included. */
  readonly artifacts: readonly Artifact[];
  /** Of documents, team files, overrides and checks, without those of the plan; paths as the user types them. */
  readonly problems: readonly Problem[];
  /** The team's own files, as the user types them. */
  readonly yours: readonly string[];
}

export type ProposeRequest = PrepareRequest & Pick<PlanOptions, 'conflicts'>;

/**
 * Documents to a plan: read, emit, compare with the disk, check. Changes nothing.
 *
 * @throws Failure for options and documents, and for a workspace that cannot be read
 */
export async function propose(request: ProposeRequest): Promise<Proposal> {
  return await judged(await drafted(request));
}

/** As `propose`, before anything is checked. */
export async function drafted(request: ProposeRequest): Promise<Draft> {
  const { workingFolder, conflicts } = request;
  const prepared = await prepare(request);
  const { scopes, root } = prepared;
  const shown = (path: string) => shownPath(join(root, path), workingFolder);
  const options = { shown, ...(conflicts === undefined ? {} : { conflicts }) };
  const found = await planned(root, scopes, options);
  return { prepared, made: found.plan, planned: found, options, shown };
}

/** The draft with what the documents, the team's files, overrides and the checks have to say of it. */
export async function judged(draft: Draft): Promise<Proposal> {
  const { prepared, made, shown } = draft;
  const { loaded, scopes } = prepared;
  const { problems: checked, artifacts } = await plannedFindings(prepared, made);
  const found = { artifacts, problems: [...checked, ...missingFamilies(prepared, artifacts, made)] };
  const places = placesOf(scopes);
  const problems = [
    ...loaded.problems,
    ...prepared.problems,
    ...(made.files.every(({ action }) => action === 'unchanged') ? [] : await dropped(prepared)),
    ...shownFindings(found, loaded.sourced, path => shown(places.get(path) ?? path)),
  ];
  return { ...draft, artifacts, problems, yours: yoursOf(scopes, shown) };
}

/** A proposal with nothing to do starts without the code that looks for it. */
async function dropped(prepared: Prepared): Promise<Problem[]> {
  const { droppedEnvironments } = await import('./findings/dropped-environments.ts');
  return droppedEnvironments(prepared);
}

/** The team's own files among those of the scopes, as the user types them. */
export const yoursOf = (scopes: readonly Scope[], shown: (path: string) => string): string[] =>
  scopes.flatMap(({ output, artifacts }) =>
    artifacts
      .filter(({ ownership }) => ownership === 'yours')
      .map(({ path }) => shown(joinPath(output, path))),
  );

/** Checks name a file by its usual place; here is where it really goes. */
export function placesOf(scopes: readonly Scope[]): Map<string, string> {
  return new Map(
    scopes.flatMap(({ artifacts, output }) =>
      artifacts.map(artifact => [placeOf(artifact), joinPath(output, artifact.path)] as const),
    ),
  );
}

/** Problems that name a file relative to the root, as the user types it. */
export const atPaths = (problems: readonly Problem[], shown: (path: string) => string): Problem[] =>
  problems.map(item => (item.artifact === undefined ? item : { ...item, artifact: shown(item.artifact) }));

export const hasError = (problems: readonly Problem[]): boolean =>
  problems.some(({ severity }) => severity === 'error');
