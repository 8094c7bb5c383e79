import type { Language } from '../../../model/service.ts';
import type { OwnBuild } from '../detection.ts';
import type { Candidate } from '../finding.ts';
import { folderOf, has, type Repository } from '../repository.ts';
import { placeIn } from '../search.ts';
import { composeBuilds } from './compose.ts';
import { imageBuildOf } from './dockerfile.ts';

/**
 * How the team builds the image of a service: the Dockerfile that Compose names for its folder, else the one in it.
 * Undefined where there is none. `root` is the repository that the folder is in; paths are relative to it.
 */
export function ownBuildOf(
  root: Repository,
  { folder, repository }: { readonly folder: string; readonly repository: Repository },
  language: Language,
): Candidate<OwnBuild> | undefined {
  const [built] = composeBuilds(root).filter(({ context }) => context === folder);
  if (built?.dockerfile !== undefined && has(root, built.dockerfile))
    return { value: { context: folder, dockerfile: built.dockerfile }, found: built.name.found };
  const image = imageBuildOf(repository, language);
  // One of another name may build something else, such as a database.
  if (!image || (image.file !== 'Dockerfile' && image.language?.value !== language)) return undefined;
  const { file } = image;
  const dockerfile = folder === '.' ? file : `${folder}/${file}`;
  const copies = folder === '.' ? undefined : copiesFromTop(root, dockerfile);
  return {
    value: { context: copies === true ? '.' : folder, dockerfile },
    found: placeIn(root, dockerfile),
  };
}

/** Its sources are named from the top of the repository, so it is built from there. */
function copiesFromTop(root: Repository, dockerfile: string): boolean {
  const start = `${folderOf(dockerfile)}/`;
  const copied = /^\s*(?:COPY|ADD)\s+((?!--from).{1,500})$/i;
  const lines = (root.read(dockerfile) ?? '').split('\n');
  return lines.some(line => {
    const words = (copied.exec(line)?.[1] ?? '').split(/[\s,[\]"]+/).slice(0, -1);
    return words.some(word => word.replace(/^\.?\//, '').startsWith(start));
  });
}
