import { join } from 'node:path';
import { type Problem, problem, worstFirst } from '../../errors/index.ts';
import { Baselines } from '../../generate/workspace/baselines/baselines.ts';
import type { LockEntry } from '../../generate/workspace/lock.ts';
import { joinPath } from '../../generate/workspace/paths.ts';
import type { Plan } from '../../generate/workspace/plan.ts';
import type { Scope } from '../../generate/workspace/scope.ts';
import { type PlanOptions, plan, readLock, write } from '../../generate/workspace/workspace.ts';
import type { UpgradeFields } from '../schemas/upgrade.ts';
import { causesOf } from './causes.ts';
import { type FileChange, linesChanged, remade } from './changes.ts';
import { type LoadedProject, loadProject } from './documents/load.ts';
import { findGeneratedFamilies } from './find-lock.ts';
import { plannedFindings } from './findings/planned-findings.ts';
import { shownFindings } from './findings/shown-findings.ts';
import { pathsByAction } from './generate.ts';
import { requestOf } from './inputs.ts';
import { plainChange } from './plan.ts';
import { atPaths, hasError, placesOf } from './propose.ts';
import { familiesNamed } from './scopes/families.ts';
import { remakeEntry } from './scopes/scopes.ts';
import { shownPath } from './shown-path.ts';

export interface UpgradeRequest {
  readonly workingFolder: string;
  /** A folder of the project. */
  readonly folder: string;
  readonly mode: 'write' | 'plan';
  readonly conflicts?: PlanOptions['conflicts'];
}

/** What this version makes differently of one family. */
export interface FamilyUpgrade {
  readonly family: string;
  /** As the user types it. */
  readonly output: string;
  /** Compared with what was last generated, not with files that were edited since. */
  readonly changes: readonly FileChange[];
}

export interface UpgradeResult {
  readonly families: readonly FamilyUpgrade[];
  readonly fields: UpgradeFields;
  readonly problems: readonly Problem[];
  readonly ok: boolean;
}

/**
 * Makes everything that the lock names again, from the documents and options that it was made of, by this version, and
 * writes it as `generate` does: merged with what was edited, or not at all. `plan` only compares.
 *
 * @throws Failure `folder-missing`, `nothing-generated`, what is wrong with the documents, and what stops a write
 */
export async function upgrade(request: UpgradeRequest): Promise<UpgradeResult> {
  const { workingFolder, mode, conflicts } = request;
  const { root, entries, problems: finished } = await findGeneratedFamilies(request.folder, workingFolder);
  const shown = (path: string) => shownPath(join(root, path), workingFolder);
  const options = { shown, ...(conflicts === undefined ? {} : { conflicts }) };

  const groups = await Promise.all(grouped(entries).map(group => remake(group, root, workingFolder)));
  const scopes = groups.flatMap(group => group.scopes);
  const first = await plan(root, scopes, options);
  const found = await Promise.all(groups.map(group => findingsOf(group, root, first, shown)));
  const families = groups.flatMap(group => familyUpgrades(group, root, shown));
  const before = [
    ...finished,
    ...groups.flatMap(group => group.problems),
    ...found.flat(),
    ...movedOn(families),
  ];
  const made = mode === 'write' && !hasError(before) ? await write(root, scopes, options) : first;
  const problems = worstFirst([...before, ...atPaths(made.problems, shown)]);
  const ok = !hasError(problems);
  return {
    ok,
    problems,
    families,
    fields: {
      ...pathsByAction(made, ok, shown),
      dryRun: mode === 'plan',
      families: families.map(({ family, output, changes }) => ({
        family,
        output,
        changes: changes.map(plainChange),
      })),
    },
  };
}

/** Families that were made of the same documents and options. */
interface Group {
  readonly loaded: LoadedProject;
  readonly scopes: readonly Scope[];
  readonly problems: readonly Problem[];
}

function grouped(entries: readonly LockEntry[]): LockEntry[][] {
  const groups = new Map<string, LockEntry[]>();
  for (const entry of entries) {
    const key = JSON.stringify(entry.inputs);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()];
}

async function remake(entries: readonly LockEntry[], root: string, workingFolder: string): Promise<Group> {
  const inputs = entries[0]?.inputs ?? { documents: [], options: {} };
  const { load, emit } = requestOf(inputs, root, workingFolder);
  const loaded = await loadProject(load);
  const made = entries.map(entry => remakeEntry(entry, { loaded, emit, root }));
  const unknown = entries.filter(({ family }) => familiesNamed([family]).length === 0);
  return {
    loaded,
    scopes: made.flatMap(({ scopes }) => scopes),
    problems: [
      ...loaded.problems,
      ...made.flatMap(({ problems }) => problems),
      ...unknown.map(({ family, output }) => problem('family-retired', { family, output })),
    ],
  };
}

async function findingsOf(
  { loaded, scopes }: Group,
  root: string,
  made: Plan,
  shown: (path: string) => string,
): Promise<Problem[]> {
  const artifacts = scopes.flatMap(scope => scope.artifacts);
  const places = placesOf(scopes);
  const found = await plannedFindings({ loaded, scopes, root, artifacts }, made);
  return shownFindings(found, loaded.sourced, path => shown(places.get(path) ?? path));
}

/** Each file as it was last generated against the same file as this version generates it. */
function familyUpgrades(
  { loaded, scopes }: Group,
  root: string,
  shown: (path: string) => string,
): FamilyUpgrade[] {
  const { entries } = readLock(root);
  const baselines = new Baselines(root);
  const causes = causesOf(remade(root, scopes), loaded.sourced);
  return scopes.map(scope => {
    const { family, output } = scope;
    const locked =
      entries.find(entry => entry.family === family && entry.output === output)?.files ?? new Map();
    const files = remade(root, [scope]);
    const orphans = [...locked]
      .filter(([path, { once }]) => !once && !scope.artifacts.some(artifact => artifact.path === path))
      .map(([path, { sha256 }]) => ({
        path: joinPath(output, path),
        before: baselines.read(sha256) ?? '',
        after: '',
      }));
    const isLocked = (path: string) => [...locked.keys()].some(name => joinPath(output, name) === path);
    const changes = [...files, ...orphans].flatMap(({ path, before, after }): FileChange[] => {
      if (before === after) return [];
      const action = after === '' ? 'removed' : isLocked(path) ? 'changed' : 'created';
      const texts = { before: before ?? '', after };
      return [
        {
          path: shown(path),
          family,
          action,
          ...linesChanged(texts.before, after),
          causes: action === 'changed' ? (causes.get(path) ?? []) : [],
          ...texts,
        },
      ];
    });
    return { family, output: shown(output), changes };
  });
}

/** What the documents decide otherwise now has nothing to do with the version. */
function movedOn(families: readonly FamilyUpgrade[]): Problem[] {
  const moved = families
    .flatMap(({ changes }) => changes)
    .flatMap(({ causes }) => causes)
    .find(({ at, old, new: value }) => at && old !== undefined && old !== value);
  if (!moved?.at) return [];
  const { field, old = '', new: value = '', at } = moved;
  return [problem('documents-moved', { field, old, now: value }, { at })];
}
