import { combine, type Text, type Traced } from '../../../../model/traced.ts';
import type { ContainerView } from '../../../../model/views.ts';
import { fileVolume, type PlacedFile, placedFiles } from '../../shared/placed-files.ts';
import { literalText } from '../../shared/placeholders.ts';
import { Noted, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { entries, metadata, names } from './facts.ts';
import type { PlacedService } from './placed.ts';

/** The ConfigMap with the files whose content the documents hold. */
export function filesMap(service: PlacedService): YamlNode | undefined {
  const contents = fileContents(service);
  if (!contents) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(service, names(service).files),
    ...contents,
  };
}

/** What changes when one of these files does, and is the same in every environment. */
export function fileContents(service: PlacedService): YamlObject | undefined {
  const plain = placedFiles(service).filter(({ origin }) => origin === 'plain');
  if (plain.length === 0) return undefined;
  const texts = plain.flatMap(({ key, file: { content, expand } }) =>
    content ? [[key, textOf(content, expand)] as const] : [],
  );
  const bytes = plain.flatMap(({ key, file: { content, binary } }) =>
    binary && !content ? [[key, binary.map(text => text.replaceAll(/\s/g, ''))] as const] : [],
  );
  return {
    data: texts.length > 0 ? entries(texts) : undefined,
    binaryData: bytes.length > 0 ? entries(bytes) : undefined,
  };
}

/** Whether placeholders are meant counts only where something looks like one. */
function textOf(content: Traced<string>, expand: Traced<boolean>): Traced<string> {
  const expanded = literalText(content.value);
  const parts = expanded === content.value ? [content] : [content, expand];
  return combine(parts, () => (expand.value ? expanded : content.value));
}

/** The volumes that bring the files into a pod, by the objects that hold them. */
export function fileVolumes(service: PlacedService): YamlNode[] {
  const files = placedFiles(service);
  const { files: plain, sources, secrets } = names(service);
  const objects: readonly (readonly [string, (items: YamlNode[]) => YamlNode])[] = [
    ['files', items => ({ configMap: { name: plain, items } })],
    ['source-files', items => ({ configMap: { name: sources, items } })],
    ['secret-files', items => ({ secret: { secretName: secrets, items } })],
  ];
  return objects.flatMap(([name, holder]) => {
    const items = files.filter(({ origin }) => fileVolume[origin] === name).map(item);
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
export function fileMounts(service: PlacedService, container: ContainerView): Mount[] {
  return placedFiles(service)
    .filter(placed => placed.container === container)
    .map(({ origin, file, path }) => ({
      name: fileVolume[origin],
      mountPath: file.name,
      subPath: path,
      readOnly: true,
    }));
}
