import { change, fieldsOf, plain, type Scalar, type Text, Traced } from '../../../model/traced.ts';
import { oneLine } from './text.ts';
import { yamlBlock, yamlScalar } from './yaml-scalar.ts';

/** What the printer takes. Properties that are undefined are left out. */
export type YamlNode = null | Scalar | Traced | readonly YamlNode[] | YamlObject | YamlEntries | Noted;
export interface YamlObject {
  readonly [key: string]: YamlNode | undefined;
}

/** A mapping whose keys come from the project. */
export class YamlEntries {
  readonly entries: readonly (readonly [Text, YamlNode])[];
  constructor(entries: readonly (readonly [Text, YamlNode])[]) {
    this.entries = entries;
  }
}

/** A node with a comment: `above` on lines of its own, `beside` at the end of the node's first line. */
export class Noted {
  readonly node: YamlNode;
  readonly above: readonly string[];
  readonly beside: string | undefined;
  constructor(node: YamlNode, notes: { above?: readonly string[]; beside?: string }) {
    this.node = node;
    this.above = notes.above ?? [];
    this.beside = notes.beside;
  }
}

/**
 * Prints a node as YAML in block style, one traced line per item. What comes out means the same in YAML 1.1 and 1.2:
 * a scalar is plain only where both read it as that very string.
 */
export function yamlLines(node: YamlNode): Text[] {
  if (isCollection(node) && sizeOf(node) > 0) return children(node, '');
  return place('', node, '').map(line => change(line, text => text.trimStart()));
}

/** `lead` is the line so far: an indented `key:` or `-`, without the space that follows. */
function place(lead: Text, node: YamlNode, indent: string): Text[] {
  if (node instanceof Noted) return placeNoted(lead, node, indent);
  if (!isCollection(node)) return placeScalar(lead, node, indent);
  if (sizeOf(node) === 0) return [append(lead, Array.isArray(node) ? ' []' : ' {}')];
  const inner = children(node, `${indent}  `);
  return plain(lead).endsWith('-') ? compact(lead, inner, indent) : [lead, ...inner];
}

function placeNoted(lead: Text, noted: Noted, indent: string): Text[] {
  const [first = '', ...rest] = place(lead, noted.node, indent);
  const beside = noted.beside === undefined ? '' : ` # ${oneLine(noted.beside)}`;
  return [...noted.above.map(line => `${indent}# ${oneLine(line)}`), append(first, beside), ...rest];
}

function placeScalar(lead: Text, node: null | Scalar | Traced, indent: string): Text[] {
  const value = node instanceof Traced ? node.value : node;
  const fields = node instanceof Traced ? node.fields : [];
  const block = typeof value === 'string' && lead !== '' ? yamlBlock(value) : undefined;
  if (!block) return [append(lead, ` ${yamlScalar(value)}`, fields)];
  const body = block.lines.map(line => (line === '' ? '' : `${indent}  ${line}`));
  return [append(lead, ` ${block.header}`), ...body.map(line => append(line, '', fields))];
}

/** The first child moves up beside the dash, unless a comment stands before it. */
function compact(dash: Text, inner: readonly Text[], indent: string): Text[] {
  const at = inner.findIndex(line => !plain(line).trimStart().startsWith('#'));
  const first = inner[at] ?? '';
  const comments = inner.slice(0, at).map(line => `${indent}${plain(line).trimStart()}`);
  const joined = append(dash, ` ${plain(first).slice(indent.length + 2)}`, fieldsOf(first));
  return [...comments, joined, ...inner.slice(at + 1)];
}

function children(node: Collection, indent: string): Text[] {
  if (isList(node)) return node.flatMap(item => place(`${indent}-`, item, indent));
  return entriesOf(node).flatMap(([key, value]) => entry(key, value, indent));
}

/** YAML limits a key on one line to 1024 characters; a longer one takes the explicit form. */
function entry(key: Text, value: YamlNode, indent: string): Text[] {
  const shown = change(key, text => `${indent}${yamlScalar(text)}`);
  if (plain(shown).length < 1000) return place(append(shown, ':'), value, indent);
  return [change(shown, text => `${indent}? ${text.trimStart()}`), ...place(`${indent}:`, value, indent)];
}

function append(lead: Text, more: string, fields: readonly string[] = []): Text {
  const all = [...fieldsOf(lead), ...fields];
  return all.length === 0 ? plain(lead) + more : new Traced(plain(lead) + more, all);
}

type Collection = readonly YamlNode[] | YamlObject | YamlEntries;

function isList(node: YamlNode): node is readonly YamlNode[] {
  return Array.isArray(node);
}

function isCollection(node: YamlNode): node is Collection {
  return typeof node === 'object' && node !== null && !(node instanceof Traced) && !(node instanceof Noted);
}

function sizeOf(node: Collection): number {
  return isList(node) ? node.length : entriesOf(node).length;
}

function entriesOf(node: Exclude<Collection, readonly YamlNode[]>): readonly (readonly [Text, YamlNode])[] {
  if (node instanceof YamlEntries) return node.entries;
  return Object.entries(node).filter((pair): pair is [string, YamlNode] => pair[1] !== undefined);
}
