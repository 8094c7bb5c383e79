import { plain } from '../../../../model/traced.ts';
import {
  entriesOf,
  isList,
  isMapping,
  type Mapping,
  Noted,
  Raw,
  Slot,
  type YamlNode,
  YamlText,
} from '../yaml.ts';

/**
 * What a parser reads in the text that `yamlLines` prints of a node. Undefined where only the text says it: for a piece
 * of a template, and for a key that stands there twice.
 */
export function yamlValue(node: YamlNode): { readonly value: unknown } | undefined {
  try {
    return { value: read(node) };
  } catch (error) {
    if (error === onlyInText) return undefined;
    throw error;
  }
}

const onlyInText = new Error('only the text says it');

function read(node: YamlNode): unknown {
  if (node instanceof Raw) throw onlyInText;
  if (node instanceof Slot) return read(node.node ?? null);
  if (node instanceof Noted) return read(node.node);
  if (node instanceof YamlText) return `${node.lines.map(plain).join('\n')}\n`;
  if (isList(node)) return node.map(read);
  if (isMapping(node)) return readMapping(node);
  return node === null ? null : plain(node);
}

function readMapping(node: Mapping): Record<string, unknown> {
  const entries = entriesOf(node).map(([key, value]) => [plain(key), read(value)] as const);
  const mapping = Object.fromEntries(entries);
  if (Object.keys(mapping).length !== entries.length) throw onlyInText;
  return mapping;
}
