import { join } from 'node:path';
import { type Problem, problem } from '../../errors/index.ts';
import { placeOf } from '../../generate/artifacts/shared/folders.ts';
import type { Action } from '../../generate/workspace/decide.ts';
import { joinPath } from '../../generate/workspace/paths.ts';
import type { Plan, Scope } from '../../generate/workspace/plan.ts';
import { plan, write } from '../../generate/workspace/workspace.ts';
import type { GenerateFields } from '../schemas/generate.ts';
import { findings } from './findings.ts';
import { type PrepareRequest, prepare } from './prepare.ts';
import { shownPath } from './shown-path.ts';
import { unusedFields } from './unused.ts';

export interface GenerateRequest extends PrepareRequest {
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
  readonly ok: boolean;
  readonly stale: boolean;
}

/**
 * Documents to files: read, emit, check, plan, write. Nothing is written when a document, a check or the plan has an
 * error; all of them are reported together.
 *
 * @throws Failure for options and documents, and for a workspace that cannot be written
 */
export async function generate(request: GenerateRequest): Promise<GenerateResult> {
  const { workingFolder, mode } = request;
  const prepared = await prepare(request);
  const { loaded, families, artifacts, scopes, root, output } = prepared;
  const { project } = loaded.sourced;
  const found = await findings(project, artifacts);
  const shown = (path: string) => shownPath(join(root, path), workingFolder);
  const make = mode === 'write' && !hasError(found) ? write : plan;
  const made = await make(root, scopes, { shown });
  const places = placesOf(scopes);
  const stale = made.files.filter(file => file.write ?? file.action === 'removed').length;
  const problems = worstFirst([
    ...loaded.problems,
    ...prepared.problems,
    ...atPaths(found, path => shown(places.get(path) ?? path)),
    ...atPaths(made.problems, shown),
    ...(mode === 'check' && stale > 0 ? [problem('generate-stale', { files: stale })] : []),
  ]);
  const ok = !hasError(problems);
  return {
    ok,
    stale: stale > 0,
    problems,
    services: project.services.map(({ name }) => name),
    documents: loaded.documents.map(({ file }) => file),
    output: shown(output),
    plan: made.files.map(({ action, path }) => ({ action, path: shown(path) })),
    fields: {
      ...pathsByAction(made, ok, shown),
      unused: unusedFields(loaded, artifacts, families),
      files: artifacts.filter(({ ownership }) => ownership !== 'yours').length,
      dryRun: mode !== 'write',
    },
  };
}

/** Checks name a file by its usual place; here is where it really goes. */
function placesOf(scopes: readonly Scope[]): Map<string, string> {
  return new Map(
    scopes.flatMap(({ artifacts, output }) =>
      artifacts.map(artifact => [placeOf(artifact), joinPath(output, artifact.path)] as const),
    ),
  );
}

const atPaths = (problems: readonly Problem[], shown: (path: string) => string) =>
  problems.map(item => (item.artifact === undefined ? item : { ...item, artifact: shown(item.artifact) }));

/** Under `--dry-run` and `--check` the same lists say what would be done. */
function pathsByAction(made: Plan, ok: boolean, shown: (path: string) => string) {
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

const severities = ['error', 'warning', 'note'];

const worstFirst = (problems: readonly Problem[]) =>
  problems.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));

const hasError = (problems: readonly Problem[]) => problems.some(({ severity }) => severity === 'error');
