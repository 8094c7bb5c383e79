import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, problem } from '../../../errors/index.ts';
import type { Artifact, Family } from '../../../generate/artifacts/shared/artifact.ts';
import { placeOf, usualFolders } from '../../../generate/artifacts/shared/folders.ts';
import { type CountedOn, countedOn } from '../../../generate/checks/counted-on.ts';
import { joinPath } from '../../../generate/workspace/paths.ts';
import type { Plan } from '../../../generate/workspace/plan.ts';
import { below } from '../../../generate/workspace/root.ts';
import type { LoadedProject } from '../documents/load.ts';
import type { Prepared } from '../prepare.ts';
import { allFamilies, familyFolders, outputOf } from '../scopes/families.ts';

/**
 * A warning for each two families of which one is generated and counts on files of the other, which `outputs` leaves
 * out: unless the team has put files of its own there. `artifacts` are the files as they will be.
 */
export function missingFamilies(
  { loaded, scopes, root, output }: Pick<Prepared, 'loaded' | 'scopes' | 'root' | 'output'>,
  artifacts: readonly Artifact[],
  plan: Plan,
): readonly Problem[] {
  const { outputs } = loaded.settings;
  const isLeftOut = (family: Family) => !outputOf(loaded.settings, family);
  if (!outputs || !allFamilies.some(isLeftOut)) return [];
  const familyOf = familyByFolder(loaded);
  const isThere = presence({ scopes, root }, plan);
  const pairs = new Map<string, Pair>();
  for (const artifact of artifacts.filter(({ ownership }) => ownership !== 'yours')) {
    for (const wanted of countedOn(artifact)) {
      const missing = familyOf(wanted.path);
      if (!isLeftOut(missing) || isThere(joinPath(output, wanted.path)) || isThere(wanted.path)) continue;
      const key = `${artifact.family} ${missing}`;
      const pair = pairs.get(key) ?? { artifact, missing, first: wanted, paths: new Set() };
      pairs.set(key, { ...pair, paths: pair.paths.add(wanted.path) });
    }
  }
  return [...pairs.values()].map(toProblem);
}

interface Pair {
  readonly artifact: Artifact;
  readonly missing: Family;
  readonly first: CountedOn;
  readonly paths: Set<string>;
}

function toProblem({ artifact, missing, first, paths }: Pair): Problem {
  const facts = { family: artifact.family, missing, paths: [...paths] };
  const detail = [`${first.line} | ${first.text}`];
  return problem('family-counted-on', facts, { artifact: placeOf(artifact), detail });
}

/** Whose path it is: that of the family with the innermost folder above it. */
function familyByFolder({ settings, sourced }: LoadedProject): (path: string) => Family {
  const places = familyFolders(settings, usualFolders(sourced.project));
  const innermost = allFamilies.toSorted((a, b) => places[b].length - places[a].length);
  return path => innermost.find(family => holds(places[family], path)) ?? 'docker';
}

const holds = (folder: string, path: string) => path === folder || path.startsWith(`${folder}/`);

/** Whether there is a file at a path, or in a folder there, once the plan is carried out; relative to the root. */
function presence(
  { scopes, root }: Pick<Prepared, 'scopes' | 'root'>,
  plan: Plan,
): (path: string) => boolean {
  const made = scopes.flatMap(({ output, artifacts }) => artifacts.map(({ path }) => joinPath(output, path)));
  const removed = new Set(plan.files.filter(({ action }) => action === 'removed').map(({ path }) => path));
  return path => {
    if (made.some(file => holds(path, file))) return true;
    return filesAt(join(root, path)).some(file => !removed.has(below(root, file)));
  };
}

function filesAt(path: string): readonly string[] {
  const status = statSync(path, { throwIfNoEntry: false });
  if (!status?.isDirectory()) return status ? [path] : [];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries.filter(entry => !entry.isDirectory()).map(({ path: folder, name }) => join(folder, name));
}
