import type { Artifact } from './artifact.ts';
import { type FileFacts, generatedLine, textFile } from './text.ts';
import { type YamlNode, yamlLines } from './yaml.ts';

/** A file of YAML documents, below the line that says whose it is. */
export const yamlFile = (facts: FileFacts, documents: readonly YamlNode[]): Artifact =>
  textFile(facts, [
    generatedLine,
    ...documents.flatMap((document, i) => [...(i > 0 ? ['---'] : []), ...yamlLines(document)]),
  ]);
