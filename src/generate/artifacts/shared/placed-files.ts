import type { Text, Traced } from '../../../model/traced.ts';
import { type ContainerView, containersOf, type ServiceView } from '../../../model/views.ts';
import { placeholdersOf } from './placeholders.ts';
import { freeName } from './unique.ts';

type FileView = ContainerView['files'][number];

/**
 * Where the content of a file comes from: the documents (plain), a file of the project that is read when a version is
 * deployed (source), the secret store (secret), or a text whose placeholders are filled in from there (template).
 */
type Origin = 'plain' | 'source' | 'secret' | 'template';

/** A file with its key in the object that holds it and its path in the volume of that object. */
export interface PlacedFile {
  readonly container: ContainerView;
  readonly file: FileView;
  readonly origin: Origin;
  readonly key: Text;
  readonly path: Text;
}

/** The volumes of a pod by what their files come from. */
export const fileVolume: Record<Origin, string> = {
  plain: 'files',
  source: 'source-files',
  secret: 'secret-files',
  template: 'secret-files',
};

/** The files of all containers. One that a container cannot mount, or that has no content, is not among them. */
export function placedFiles(service: ServiceView): readonly PlacedFile[] {
  const taken = new Map(Object.values(fileVolume).map(volume => [volume, new Set<string>()] as const));
  return containersOf(service).flatMap(container =>
    container.files.flatMap((file): PlacedFile[] => {
      const origin = originOf(file);
      const names = origin && taken.get(fileVolume[origin]);
      if (!origin || !names || !isMountable(file.name.value)) return [];
      const path = file.name.map(name => freeName(baseName(name), names));
      return [{ container, file, origin, key: keyOf(file, origin, path), path }];
    }),
  );
}

function originOf({ content, binary, source, secret, expand }: FileView): Origin | undefined {
  if (secret) return 'secret';
  if (source) return 'source';
  if (content && expand.value && placeholdersOf(content.value).length > 0) return 'template';
  return content || binary ? 'plain' : undefined;
}

function keyOf({ secret }: FileView, origin: Origin, path: Traced<string>): Text {
  if (secret) return secret.map(asKey);
  return origin === 'template' ? path.map(name => `file-${name}`) : path;
}

const isMountable = (path: string) =>
  /^\/[^:\p{Cc}]*[^:/\p{Cc}]$/u.test(path) && !path.split('/').includes('..');
const baseName = (path: string) => asKey(path.slice(path.lastIndexOf('/') + 1));

/** Keys of ConfigMaps and Secrets: letters, digits, - _ . and no dots alone. */
const asKey = (name: string) =>
  name
    .replaceAll(/[^A-Za-z0-9._-]/g, '-')
    .replace(/^\.+/, 'dot-')
    .slice(0, 200);
