import type { Problem } from '../../../errors/index.ts';
import type { Artifact } from '../../../generate/artifacts/shared/artifact.ts';
import { placeOf } from '../../../generate/artifacts/shared/folders.ts';
import { gitConflicts } from '../../../generate/artifacts/shared/git-conflicts.ts';
import { checkArtifacts } from '../../../generate/checks/index.ts';
import { parseShell } from '../../../generate/checks/tools/bash.ts';
import type { Project } from '../../../model/service.ts';

/** What the checks say; the team decides about its own files, so that nothing in them is an error. */
export async function findings(
  project: Project,
  artifacts: readonly Artifact[],
): Promise<readonly Problem[]> {
  // What else Bash says of a text with two versions in it follows from that.
  const parsing = parseShell(artifacts.filter(({ content }) => gitConflicts(content).length === 0));
  // Bash reads the scripts while this process checks all else: one turn sends them off, the next one their end.
  for (let turn = 0; turn < 2; turn++) await new Promise(resolve => setImmediate(resolve));
  const found = [...checkArtifacts(project, artifacts), ...(await parsing)];
  const yours = new Set(artifacts.filter(({ ownership }) => ownership === 'yours').map(placeOf));
  return found.map(item =>
    item.severity === 'error' && yours.has(item.artifact ?? '') ? { ...item, severity: 'warning' } : item,
  );
}
