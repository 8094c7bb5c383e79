import { plain, type Scalar, Traced } from '../../../../model/traced.ts';
import {
  entriesOf,
  isList,
  isMapping,
  type Mapping,
  Noted,
  Raw,
  Slot,
  YamlEntries,
  type YamlNode,
  YamlText,
} from '../../shared/yaml.ts';

/** What a node means, without comments and origins. */
export type Plain = null | Scalar | readonly Plain[] | { readonly [key: string]: Plain };

/** @throws TypeError for a piece of a template, which means nothing before it is rendered */
export function plainOf(node: YamlNode): Plain {
  if (node instanceof Noted) return plainOf(node.node);
  if (node instanceof Slot) return plainOf(node.node ?? null);
  if (node instanceof Traced) return node.value;
  if (node instanceof YamlText) return `${node.lines.map(plain).join('\n')}\n`;
  if (node instanceof Raw) throw new TypeError('a piece of a template has no value');
  if (isList(node)) return node.map(plainOf);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(propertiesOf(node).map(([key, value]) => [key, plainOf(value)]));
}

/** The entries of a mapping that are printed, by plain names. */
export const propertiesOf = (node: Mapping): readonly (readonly [string, YamlNode])[] =>
  entriesOf(node).map(([key, value]) => [plain(key), value]);

export const isPlainCollection = (value: Plain): boolean => typeof value === 'object' && value !== null;

/** The node at a path of keys; null where there is none. */
export function propertyOf(node: YamlNode, ...path: readonly string[]): YamlNode {
  let current: YamlNode = node;
  for (const part of path) {
    const here = bare(current);
    if (!isMapping(here)) return null;
    current = ownProperty(here, part) ?? null;
  }
  return current;
}

const ownProperty = (node: Mapping, name: string): YamlNode | undefined =>
  node instanceof YamlEntries
    ? node.entries.find(([key]) => plain(key) === name)?.[1]
    : Object.hasOwn(node, name)
      ? node[name]
      : undefined;

/** The text of the scalar at a path; empty where there is none. */
export function wordAt(node: YamlNode, ...path: readonly string[]): string {
  const value = plainOf(propertyOf(node, ...path));
  return typeof value === 'object' ? '' : String(value);
}

export const kindOf = (object: YamlNode): string => wordAt(object, 'kind');

/** Objects of one set are the same where kind and name are; there is one Namespace, whatever it is called. */
export function titleOf(object: YamlNode): string {
  const kind = kindOf(object);
  return kind === 'Namespace' ? kind : `${kind} ${wordAt(object, 'metadata', 'name')}`;
}

/** The node below comments and slots. */
export function bare(node: YamlNode): Exclude<YamlNode, Noted | Slot> {
  if (node instanceof Noted) return bare(node.node);
  return node instanceof Slot ? bare(node.node ?? null) : node;
}
