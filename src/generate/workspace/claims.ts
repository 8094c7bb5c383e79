import { type Problem, problem } from '../../errors/index.ts';
import type { Artifact } from '../artifacts/shared/artifact.ts';
import type { LockEntry } from './lock.ts';
import { foldCase, joinPath, prefixes, unsafePath } from './paths.ts';
import type { Scope } from './scope.ts';

/**
 * The artifacts whose path alone forbids to write them: it leaves the folder, belongs to another family, is wanted
 * twice, or differs only in letter case from another, so that one would overwrite the other on some machines.
 */
export function claims(others: readonly LockEntry[], scopes: readonly Scope[]): Map<Artifact, Problem> {
  const owners = new Map(
    others.flatMap(entry =>
      [...entry.files.keys()].map(path => [joinPath(entry.output, path), entry] as const),
    ),
  );
  const spelling = new Map<string, string>();
  const files = new Set<string>();
  const refused = new Map<Artifact, Problem>();
  for (const scope of scopes) {
    for (const artifact of scope.artifacts) {
      const found = refuse(artifact, scope);
      if (found) refused.set(artifact, found);
    }
  }
  return refused;

  function refuse(artifact: Artifact, scope: Scope): Problem | undefined {
    const path = joinPath(scope.output, artifact.path);
    const where = { artifact: path };
    const unsafe = unsafePath(artifact.path);
    if (unsafe) return problem('path-unsafe', { path: artifact.path, what: unsafe }, where);
    const owner = owners.get(path);
    if (owner) return problem('path-owned', { path, family: owner.family, wanted: scope.family }, where);
    if (files.has(path)) return problem('path-twice', { path }, where);
    files.add(path);
    // Folders collide as files do: K8s/a.yaml and k8s/b.yaml are one folder where letter case does not count.
    for (const prefix of prefixes(path)) {
      const folded = foldCase(prefix);
      const known = spelling.get(folded);
      if (known === undefined) spelling.set(folded, prefix);
      else if (known !== prefix) return problem('path-case', { path: prefix, other: known }, where);
    }
    return undefined;
  }
}
