import { join } from 'node:path';
import { Failure, failure, type Problem, problem } from '../../errors/index.ts';
import { emit, folders } from '../../generate/artifacts/index.ts';
import type { Artifact, Family } from '../../generate/artifacts/shared/artifact.ts';
import { placeOf } from '../../generate/artifacts/shared/folders.ts';
import { checkArtifacts } from '../../generate/checks/index.ts';
import { parseShell } from '../../generate/checks/tools/bash.ts';
import type { Action } from '../../generate/workspace/decide.ts';
import { joinPath, unsafePath } from '../../generate/workspace/paths.ts';
import type { Plan, Scope } from '../../generate/workspace/plan.ts';
import { locate, type Whereabouts } from '../../generate/workspace/root.ts';
import { plan, write } from '../../generate/workspace/workspace.ts';
import { nearest } from '../../model/names.ts';
import type { ProjectOptions } from '../../model/options.ts';
import type { GenerateFields } from '../schemas/generate.ts';
import { inputsOf, type Options } from './inputs.ts';
import { type LoadedProject, type LoadRequest, loadProject } from './load.ts';
import { shownPath } from './shown-path.ts';
import { unusedFields } from './unused.ts';

export interface GenerateRequest {
  readonly workingFolder: string;
  readonly documents: Pick<LoadRequest, 'req' | 'spec' | 'adr' | 'folder'>;
  readonly options: ProjectOptions;
  /** Product that the pipeline is printed for, as typed. */
  readonly type?: string | undefined;
  /** Family names as typed; all families when there are none. */
  readonly families: readonly string[];
  /**
   * The folder above the families' own, or, for a command of one family (`ownFolder`), that family's own folder.
   * Without it: the project's folder, or the usual folder of the family.
   */
  readonly output?: string | undefined;
  readonly ownFolder: boolean;
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
  const families = chooseFamilies(request.families);
  const options: Options = { project: request.options, emit: emitOptions(request.type) };
  const loaded = await loadProject({ ...request.documents, options: options.project });
  refuseEmptyFolder(request, loaded);
  const { project } = loaded.sourced;
  const artifacts = emit(project, families, options.emit);
  const { root, output } = outputOf(request, families);
  const parsing = parseShell(artifacts);
  // Bash reads the scripts while this process checks all else: one turn sends them off, the next one their end.
  for (let turn = 0; turn < 2; turn++) await new Promise(resolve => setImmediate(resolve));
  const found = [...checkArtifacts(project, artifacts), ...(await parsing)];
  const inputs = inputsOf(loaded.documents, options, root, workingFolder);
  const scopes = families.map(family => scopeOf(family, artifacts, output, request.ownFolder, inputs));
  const made = mode === 'write' && !hasError(found) ? await write(root, scopes) : await plan(root, scopes);
  const shown = (path: string) => shownPath(join(root, path), workingFolder);
  const places = placesOf(scopes);
  const stale = made.files.filter(file => file.write ?? file.action === 'removed').length;
  const problems = worstFirst([
    ...loaded.problems,
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
      files: artifacts.length,
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

function chooseFamilies(names: readonly string[]): Family[] {
  const known = Object.keys(folders) as Family[];
  if (names.length === 0) return known;
  const unknown = names.filter(name => !known.some(family => family === name));
  if (unknown.length > 0)
    throw new Failure(
      unknown.map(name => unknownValue('--family', name, known)),
      64,
    );
  return known.filter(family => names.includes(family));
}

function emitOptions(type: string | undefined): Options['emit'] {
  const known = ['github-actions'] as const;
  const pipelineType = type === undefined ? known[0] : known.find(name => name === type);
  if (type !== undefined && pipelineType === undefined)
    throw new Failure([unknownValue('--type', type, known)], 64);
  return { pipelineType: pipelineType ?? known[0] };
}

const unknownValue = (option: string, value: string, known: readonly string[]) =>
  problem('option-value-unknown', { option, value, known, suggestion: nearest(value, known) });

function outputOf(request: GenerateRequest, families: readonly Family[]): Whereabouts {
  const [family] = families;
  const usual = request.ownFolder && family ? folders[family] : (request.documents.folder ?? '.');
  const given = request.output ?? usual;
  const place = locate(request.workingFolder, given);
  const what = place.output === '.' ? undefined : unsafePath(place.output);
  if (what) throw failure('output-unsafe', { output: given, what });
  return place;
}

function scopeOf(
  family: Family,
  artifacts: readonly Artifact[],
  output: string,
  ownFolder: boolean,
  inputs: Scope['inputs'],
): Scope {
  const folder = folders[family];
  return {
    family,
    output: ownFolder || folder === '.' ? output : joinPath(output, folder),
    inputs,
    artifacts: artifacts.filter(artifact => artifact.family === family),
  };
}

/** A folder is named to be searched: finding nothing in it is a mistake, unlike naming no document at all. */
function refuseEmptyFolder({ documents }: GenerateRequest, loaded: LoadedProject): void {
  if (documents.folder !== undefined && loaded.documents.length === 0)
    throw failure('documents-missing', { folder: documents.folder });
}

const severities = ['error', 'warning', 'note'];

const worstFirst = (problems: readonly Problem[]) =>
  problems.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));

const hasError = (problems: readonly Problem[]) => problems.some(({ severity }) => severity === 'error');
