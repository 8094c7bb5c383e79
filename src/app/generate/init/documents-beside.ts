import { relative, sep } from 'node:path';
import { Failure, type Problem, problem } from '../../../errors/index.ts';
import type { Evidence } from '../../../generate/detect/finding.ts';
import type { Said } from '../../../generate/detect/index.ts';
import { findDocuments } from '../documents/find-documents.ts';
import { type LoadedProject, loadProject } from '../documents/load.ts';

/** The documents that are read beside the devops-flow.yaml of a folder, and what they say about its one service. */
export interface Beside {
  readonly said: Said;
  readonly problems: readonly Problem[];
}

/**
 * What stands in the documents of a folder that has no devops-flow.yaml yet. A Compose file is none of them: beside
 * devops-flow.yaml it is the tool of the developers. `shown` is a file as the user types it.
 */
export async function documentsBeside(root: string, shown: (file: string) => string): Promise<Beside> {
  const found = (await findDocuments(root, [])).filter(({ kind }) => kind !== 'compose');
  if (found.length === 0) return { said: {}, problems: [] };
  const files = found.map(({ file }) => shown(file));
  return { said: await saidIn(root), problems: [problem('documents-beside', { files })] };
}

/** Documents with errors say nothing here: the next command names what is wrong with them. */
async function saidIn(root: string): Promise<Said> {
  try {
    const loaded = await loadProject({ folder: root });
    const [service, ...others] = loaded.sourced.project.services;
    if (!service || others.length > 0) return {};
    const [name, port] = [evidenceOf(loaded, root, 'name'), evidenceOf(loaded, root, 'port')];
    return {
      ...(name && { name: { value: service.name, found: name } }),
      ...(port && service.port !== undefined && { port: { value: service.port, found: port } }),
    };
  } catch (error) {
    if (error instanceof Failure) return {};
    throw error;
  }
}

/** The kinds of documents that name a service; the title of a REQ only suggests a name. */
const naming = new Set(['spec', 'score']);

function evidenceOf(
  { sourced, documents }: LoadedProject,
  root: string,
  field: string,
): Evidence | undefined {
  const origin = sourced.origins.get(`service.${field}`);
  if (origin?.from !== 'document') return undefined;
  const { file, line } = origin.at;
  const isNaming = documents.some(document => document.file === file && naming.has(document.kind));
  return isNaming ? { file: relative(root, file).split(sep).join('/'), line } : undefined;
}
