import { join } from 'node:path';
import { joinPath } from '../../../generate/workspace/paths.ts';
import { readLock } from '../../../generate/workspace/workspace.ts';

/**
 * The files that the locks of these projects name, relative to `folder`, in which the projects lie. They say what a
 * devops-flow.yaml said before, so nothing follows from them about a repository.
 *
 * @throws Failure for a lock that cannot be read
 */
export function generatedFiles(folder: string, projects: readonly string[]): ReadonlySet<string> {
  return new Set(
    projects.flatMap(project =>
      readLock(join(folder, project)).entries.flatMap(({ output, files }) =>
        [...files.keys()].map(path => joinPath(project, joinPath(output, path))),
      ),
    ),
  );
}
