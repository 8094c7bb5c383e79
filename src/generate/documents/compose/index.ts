import { problem } from '../../../errors/index.ts';
import type { Reading } from '../../../model/facts.ts';
import { type Token, token } from '../../../model/token.ts';
import { type DocumentText, Gathering } from '../gathering.ts';
import type { ComposeContext } from './context.ts';
import { stateProject } from './facts/project.ts';
import { folderOf } from './load/paths.ts';
import { type LoadedProject, loadProject } from './load/project.ts';
import { composeProject } from './project/project.ts';
import { ServiceFiles } from './project/service-files.ts';
import type { ComposeProject } from './project/types.ts';
import { child, entriesOf } from './tree.ts';
import { reportUnused } from './unused.ts';

export type { ComposeContext } from './context.ts';

/**
 * Reads a Compose file (compose-spec.io) and the files that it takes in: overrides, includes, bases, environment files.
 * Services become `services.NAME`, well-known images `resources.NAME`; paths are relative to the folder of the document.
 *
 * `needs` names every other file, found or not. While one of them is not in `context.others`, the reading holds nothing
 * but needs: read those, and ask again. A file that is 'missing' there is a problem, or none where it may be missing.
 * Never throws; whatever is wrong is a problem, and all of it is found in one go.
 */
export function readCompose(document: DocumentText, context: ComposeContext): Reading {
  const gathering = new Gathering();
  const loaded = loadProject(document, context, gathering);
  const files = new ServiceFiles(loaded, folderOf(document.file), gathering);
  const project = typed(loaded, files, document, gathering);
  if (loaded.files.isWaiting) return onlyNeeds(gathering, document);
  if (project) stateProject(project, loaded.filling, gathering);
  const followed = [...loaded.followed, ...files.followed, ...usedVolumes(project)];
  reportUnused(loaded.sources, followed, gathering);
  return { ...gathering.reading(document), followed: followed.map(({ at }) => at) };
}

function typed(
  { root, environment, sources }: LoadedProject,
  files: ServiceFiles,
  { file }: DocumentText,
  gathering: Gathering,
): ComposeProject | undefined {
  const start = token(file, 1, 1, '').at;
  const isBroken = gathering.problems.some(({ severity }) => severity === 'error');
  if (!root || entriesOf(child(root, 'services')).length === 0) {
    const found = sources.length === 0 ? 'is empty' : 'has no `services`';
    if (!isBroken) gathering.problems.push(problem('compose-without-services', { found }, { at: start }));
    return undefined;
  }
  const hasProfiles = entriesOf(child(root, 'services')).some(({ node }) => child(node, 'profiles'));
  const asked = (hasProfiles && environment.get('COMPOSE_PROFILES', start)) || '';
  return composeProject(root, new Set(asked.split(',').map(name => name.trim())), files, gathering);
}

function onlyNeeds({ needs }: Gathering, document: DocumentText): Reading {
  const waiting = new Gathering();
  waiting.needs.push(...needs);
  return waiting.reading(document);
}

/** `data:` alone says that there is a volume: that is what its mounts say too. */
function usedVolumes(project: ComposeProject | undefined): readonly Token[] {
  const mounted = new Set(
    project?.services.flatMap(({ mounts }) => mounts.map(({ source }) => source?.text)),
  );
  return [...(project?.volumes ?? [])].flatMap(([name, key]) => (mounted.has(name) ? [key] : []));
}
