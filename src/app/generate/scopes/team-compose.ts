import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Failure } from '../../../errors/index.ts';
import type { Artifact } from '../../../generate/artifacts/shared/artifact.ts';
import { lockedFiles } from '../../../generate/workspace/lock.ts';
import { joinPath } from '../../../generate/workspace/paths.ts';
import { below } from '../../../generate/workspace/root.ts';
import { readLock } from '../../../generate/workspace/workspace.ts';
import type { TeamPlace } from './team-files.ts';

/** The files that Docker Compose takes by itself. Of several in one folder it takes the first. */
export const composeNames = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/**
 * The Compose file of the team, relative to the root, beside which none is generated: it would be taken in the place
 * of theirs. Theirs is what `yours` names, and one that was not generated here.
 */
export function teamCompose(
  artifacts: readonly Artifact[],
  { output, yours, root }: Omit<TeamPlace, 'family'>,
): string | undefined {
  const [named] = yours;
  if (named) return named.text;
  const locked = lockedFiles(readLock(root));
  return composeNames
    .map(name => ({ name, path: joinPath(output, name) }))
    .filter(({ path }) => existsSync(join(root, path)) && !locked.has(path))
    .find(({ name, path }) => {
      // The very text that is generated is adopted, as every such file.
      const ours = artifacts.find(artifact => artifact.path === name);
      return ours === undefined || readFileSync(join(root, path), 'utf8') !== ours.content;
    })?.path;
}

/** Whether the nearest lock at or above a file names it. A lock that cannot be read is for others to complain about. */
export function isGenerated(file: string): boolean {
  const path = resolve(file);
  for (let root = dirname(path); ; root = dirname(root)) {
    if (existsSync(join(root, '.devops-flow', 'lock.json'))) return isLocked(root, below(root, path));
    if (root === dirname(root)) return false;
  }
}

function isLocked(root: string, path: string): boolean {
  try {
    return lockedFiles(readLock(root)).has(path);
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}
