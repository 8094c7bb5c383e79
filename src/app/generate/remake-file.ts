import { failure } from '../../errors/index.ts';
import type { Artifact } from '../../generate/artifacts/shared/artifact.ts';
import { type LoadedProject, loadProject } from './documents/load.ts';
import type { GeneratedFile } from './find-generated.ts';
import { requestOf } from './inputs.ts';
import { remakeEntry } from './scopes/scopes.ts';

export interface RemadeFile {
  readonly loaded: LoadedProject;
  readonly artifact: Artifact;
  /** All files of its family. */
  readonly family: readonly Artifact[];
}

/**
 * A generated file as the documents that the lock names for it make it now. `name`: as typed.
 *
 * @throws Failure `file-no-longer-generated`, and what is wrong with the documents
 */
export async function remakeFile(
  { entry, root, path }: GeneratedFile,
  name: string,
  workingFolder: string,
): Promise<RemadeFile> {
  const { load, emit } = requestOf(entry.inputs, root, workingFolder);
  const loaded = await loadProject(load);
  const { scopes } = remakeEntry(entry, { loaded, emit, root });
  const family = scopes.flatMap(({ artifacts }) => artifacts);
  const artifact = family.find(made => made.path === path);
  if (!artifact) throw failure('file-no-longer-generated', { file: name });
  return { loaded, artifact, family };
}
