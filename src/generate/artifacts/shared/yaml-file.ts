import type { Artifact } from './artifact.ts';
import { type FileFacts, generatedLine, textFile } from './text.ts';
import { type YamlNode, yamlLines } from './yaml.ts';
import { yamlValue } from './yaml-value.ts';

/** A file of YAML documents, below the line that says whose it is. */
export function yamlFile(facts: FileFacts, documents: readonly YamlNode[]): Artifact {
  const file = textFile(facts, [
    generatedLine,
    ...documents.flatMap((document, i) => [...(i > 0 ? ['---'] : []), ...yamlLines(document)]),
  ]);
  printed.set(file, documents);
  return file;
}

const printed = new WeakMap<Artifact, readonly YamlNode[]>();

/**
 * What the documents of a file mean, from what they were printed of: nobody has to parse them. Undefined for a file of
 * another origin, and for one that a pin, an override or a person has changed.
 */
export function printedValues(file: Artifact): readonly unknown[] | undefined {
  const values = printed.get(file)?.map(yamlValue);
  return values?.every(value => value !== undefined) ? values.map(({ value }) => value) : undefined;
}
