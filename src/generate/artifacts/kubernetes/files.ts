import type { Text, Traced } from '../../../model/traced.ts';
import { type ContainerView, containersOf, type ServiceView } from '../../../model/views.ts';
import { freeName } from '../shared/unique.ts';
import { Noted, type YamlNode } from '../shared/yaml.ts';
import { entries, metadata, names } from './facts.ts';
import { literalText, placeholdersOf } from './placeholders.ts';

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

const volumes: Record<Origin, string> = {
  plain: 'files',
  source: 'source-files',
  secret: 'secret-files',
  template: 'secret-files',
};

/** The files of all containers. One that a container cannot mount, or that has no content, is not among them. */
export function placedFiles(service: ServiceView): readonly PlacedFile[] {
  const taken = new Map(Object.values(volumes).map(volume => [volume, new Set<string>()] as const));
  return containersOf(service).flatMap(container =>
    container.files.flatMap((file): PlacedFile[] => {
      const origin = originOf(file);
      const names = origin && taken.get(volumes[origin]);
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

const isMountable = (path: string) => /^\/[^:\0]*[^:\0/]$/.test(path) && !path.split('/').includes('..');
const baseName = (path: string) => asKey(path.slice(path.lastIndexOf('/') + 1));

/** Keys of ConfigMaps and Secrets: letters, digits, - _ . and no dots alone. */
const asKey = (name: string) =>
  name
    .replaceAll(/[^A-Za-z0-9._-]/g, '-')
    .replace(/^\.+/, 'dot-')
    .slice(0, 200);

/** The ConfigMap with the files whose content the documents hold. */
export function filesMap(service: ServiceView): YamlNode | undefined {
  const plain = placedFiles(service).filter(({ origin }) => origin === 'plain');
  if (plain.length === 0) return undefined;
  const texts = plain.flatMap(({ key, file: { content, expand } }) =>
    content ? [[key, expand.value ? content.map(literalText) : content] as const] : [],
  );
  const bytes = plain.flatMap(({ key, file: { content, binary } }) =>
    binary && !content ? [[key, binary.map(text => text.replaceAll(/\s/g, ''))] as const] : [],
  );
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(service, names(service).files),
    data: texts.length > 0 ? entries(texts) : undefined,
    binaryData: bytes.length > 0 ? entries(bytes) : undefined,
  };
}

/** The volumes that bring the files into a pod, by the objects that hold them. */
export function fileVolumes(service: ServiceView): YamlNode[] {
  const files = placedFiles(service);
  const { files: plain, sources, secrets } = names(service);
  const objects: readonly (readonly [string, (items: YamlNode[]) => YamlNode])[] = [
    ['files', items => ({ configMap: { name: plain, items } })],
    ['source-files', items => ({ configMap: { name: sources, items } })],
    ['secret-files', items => ({ secret: { secretName: secrets, items } })],
  ];
  return objects.flatMap(([name, holder]) => {
    const items = files.filter(({ origin }) => volumes[origin] === name).map(item);
    return items.length > 0 ? [{ name, ...(holder(items) as object) }] : [];
  });
}

const item = ({ key, path, file: { mode } }: PlacedFile): YamlNode => ({
  key,
  path,
  mode: mode && isOctal(mode.value) ? octal(mode) : undefined,
});

const isOctal = (mode: string) => /^0?[0-7]{3}$/.test(mode);

/** YAML 1.1 and 1.2 disagree about octal numbers. */
const octal = (mode: Traced<string>) =>
  new Noted(
    mode.map(text => Number.parseInt(text, 8)),
    { beside: mode.value },
  );

/** A place in the file system of a container where something else stands. */
export type Mount = {
  readonly name: Text;
  readonly mountPath: Text;
  readonly subPath: Text | undefined;
  readonly readOnly: Traced<boolean> | true | undefined;
};

/** A file is mounted alone: the folder around it stays as the image has it. */
export function fileMounts(service: ServiceView, container: ContainerView): Mount[] {
  return placedFiles(service)
    .filter(placed => placed.container === container)
    .map(({ origin, file, path }) => ({
      name: volumes[origin],
      mountPath: file.name,
      subPath: path,
      readOnly: true,
    }));
}
