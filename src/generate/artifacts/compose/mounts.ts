import { type Text, type Traced, text } from '../../../model/traced.ts';
import { quantityValue } from '../../../model/values/quantities.ts';
import { type PlacedFile, placedFiles } from '../shared/placed-files.ts';
import { uniqueBy } from '../shared/unique.ts';
import { numericUser, usualUser } from '../shared/user.ts';
import type { YamlNode, YamlObject } from '../shared/yaml.ts';
import type { Context, Part } from './context.ts';
import { folderBeside } from './places.ts';

type VolumeView = Part['container']['volumes'][number];

/** Tabs and line breaks cannot be in a path that a mount names. */
const isPath = (path: string) => path.startsWith('/') && !/[\p{Cc}]/u.test(path);

/** Where a container has something else than its image, each place once. */
export function mountsOf(part: Part, context: Context): { volumes?: YamlNode; tmpfs?: YamlNode } {
  const volumes = uniqueBy(part.container.volumes, ({ path }) => path.value).filter(({ path }) =>
    isPath(path.value),
  );
  const lasting = volumes.filter(({ kind }) => kind.value !== 'ephemeral');
  const mounts = [
    ...lasting.map(volume => volumeMount(part, volume, context)),
    ...filesOf(part).map(file => fileMount(part, file, context)),
  ];
  const scratch = volumes.filter(({ kind, path }) => kind.value === 'ephemeral' && !path.value.includes(':'));
  const tmp = scratch.some(({ path }) => path.value === '/tmp') ? [] : ['/tmp'];
  return {
    ...(mounts.length > 0 && { volumes: mounts }),
    tmpfs: [...tmp, ...scratch.map(volume => tmpfs(part, volume))],
  };
}

function tmpfs({ service, sidecar }: Part, { path, size }: VolumeView): Text {
  const { user } = service.container;
  const given = user && !sidecar ? numericUser(user.value) : undefined;
  const id = (which: 'user' | 'group') => (user && given ? user.map(() => given[which]) : usualUser);
  const bytes = size.map(quantity => Math.ceil(quantityValue(quantity)));
  return text`${path}:size=${bytes}m,mode=0700,uid=${id('user')},gid=${id('group')}`;
}

function volumeMount(part: Part, volume: VolumeView, { fromHere }: Context): YamlObject {
  const { kind, path, source, subPath, readOnly } = volume;
  const isBind = kind.value === 'bind';
  return {
    type: isBind ? kind : 'volume',
    source: isBind ? source?.map(fromHere) : volumeKey(part, volume),
    target: path,
    read_only: readOnly.value ? readOnly : undefined,
    volume: !isBind && subPath ? { subpath: subPath } : undefined,
  };
}

/** A volume that a resource provides is that of the resource; any other is the service's own. */
function volumeKey({ service }: Part, { source, name }: VolumeView): Traced<string> {
  const key = source ?? text`${service.name}-${name}`;
  return key.map(value => value.replaceAll(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[^A-Za-z0-9]+/, 'v'));
}

/** The keys of the volumes that outlive the containers of a service. */
export function volumeKeys(part: Part): readonly Traced<string>[] {
  return part.container.volumes
    .filter(({ kind, path }) => kind.value === 'persistent' && isPath(path.value))
    .map(volume => volumeKey(part, volume));
}

/** The files of a container that can be mounted: bytes and texts to be filled in have no form here. */
function filesOf(part: Part): readonly PlacedFile[] {
  return placedFiles(part.service).filter(
    ({ container, origin, file }) =>
      container === part.container &&
      (origin === 'source' || (origin === 'plain' && file.content !== undefined)),
  );
}

export const plainFilesOf = (part: Part): readonly PlacedFile[] =>
  filesOf(part).filter(({ origin }) => origin === 'plain');

/** Where a file of the documents stands, below the folder of the family. */
export const placeOfFile = ({ service }: Part, { path }: PlacedFile): Traced<string> =>
  text`${folderBeside}/files/${service.name}/${path}`;

function fileMount(part: Part, placed: PlacedFile, { fromHere }: Context): YamlObject {
  const { file } = placed;
  return {
    type: 'bind',
    source: file.source?.map(fromHere) ?? text`./${placeOfFile(part, placed)}`,
    target: file.name,
    read_only: true,
  };
}
