import { change, fieldsOf, plain, type Scalar, type Text, Traced } from '../../../model/traced.ts';
import { oneLine } from './text.ts';
import { yamlBlock, yamlScalar } from './yaml-scalar.ts';

/** What the printer takes. Properties that are undefined are left out. */
export type YamlNode =
  | null
  | Scalar
  | Traced
  | readonly YamlNode[]
  | YamlObject
  | YamlEntries
  | YamlText
  | Noted
  | Slot
  | Raw;
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

/** A text of several lines that come from different fields. */
export class YamlText {
  readonly lines: readonly Text[];
  constructor(lines: readonly Text[]) {
    this.lines = lines;
  }
}

/** A node with a comment: `above` on lines of its own, `beside` at the end of the node's first line. */
export class Noted {
  readonly node: YamlNode;
  readonly above: readonly Text[];
  readonly beside: string | undefined;
  constructor(node: YamlNode, notes: { above?: readonly Text[]; beside?: string }) {
    this.node = node;
    this.above = notes.above ?? [];
    this.beside = notes.beside;
  }
}

/**
 * A value that users change from one environment to the next, and the path by which they know it, such as
 * autoscaling.maxReplicas. Printed as what it holds; without a node its property is left out, and `empty` is what stands
 * for that among values.
 */
export class Slot {
  readonly path: readonly Text[];
  readonly node: YamlNode | undefined;
  readonly empty: YamlNode | undefined;
  constructor(path: readonly Text[], node: YamlNode | undefined, empty?: '' | readonly [] | YamlObject) {
    this.path = path;
    this.node = node;
    this.empty = empty;
  }
}

/** Lines of a template language in the place of an entry: made of the indented `key:` or `-`, and of the indentation. */
export class Raw {
  readonly lines: (lead: Text, indent: string) => readonly Text[];
  constructor(lines: (lead: Text, indent: string) => readonly Text[]) {
    this.lines = lines;
  }
}

/**
 * Prints a node as YAML in block style: a traced item for each line, or for all lines of a text. What comes out means
 * the same in YAML 1.1 and 1.2: a scalar is plain only where both read it as that very string.
 */
export function yamlLines(node: YamlNode): Text[] {
  const out: Text[] = [];
  if (isCollection(node) && !isEmpty(node)) children(out, node, '');
  else place(out, '', node, '');
  return out;
}

/** `lead` is the line so far: an indented `key:` or `-`, without the space that follows. */
function place(out: Text[], lead: Text, node: YamlNode, indent: string): void {
  if (node instanceof Slot) place(out, lead, node.node ?? null, indent);
  else if (node instanceof Raw) out.push(...node.lines(lead, indent));
  else if (node instanceof Noted) placeNoted(out, lead, node, indent);
  else if (node instanceof YamlText) placeText(out, lead, node, indent);
  else if (!isCollection(node)) placeScalar(out, lead, node, indent);
  else if (isEmpty(node)) out.push(join(lead, Array.isArray(node) ? '[]' : '{}'));
  else if (plain(lead).endsWith('-')) children(out, node, `${indent}  `, lead);
  else {
    out.push(lead);
    children(out, node, `${indent}  `);
  }
}

function placeNoted(out: Text[], lead: Text, noted: Noted, indent: string): void {
  // As far in as the line below: further in, it would be the last line of a text that stands above.
  const margin = /^ */.exec(plain(lead))?.[0] ?? '';
  for (const line of noted.above) out.push(change(line, text => `${margin}# ${oneLine(text)}`));
  const at = out.length;
  place(out, lead, noted.node, indent);
  if (noted.beside !== undefined) out[at] = join(out[at] ?? '', `# ${oneLine(noted.beside)}`);
}

function placeScalar(out: Text[], lead: Text, node: null | Scalar | Traced, indent: string): void {
  const value = node instanceof Traced ? node.value : node;
  const fields = node instanceof Traced ? node.fields : [];
  const block = typeof value === 'string' && lead !== '' ? yamlBlock(value) : undefined;
  out.push(join(lead, block ? block.header : yamlScalar(value), block ? [] : fields));
  if (!block) return;
  // One item for all its lines: they show one value together.
  const shown = block.lines.map(line => indented(line, indent)).join('\n');
  out.push(fields.length > 0 ? new Traced(shown, fields) : shown);
}

const indented = (line: string, indent: string) => (line === '' ? '' : `${indent}  ${line}`);

function placeText(out: Text[], lead: Text, { lines }: YamlText, indent: string): void {
  const whole = `${lines.map(plain).join('\n')}\n`;
  if (yamlBlock(whole) === undefined || lines.some(line => plain(line).includes('\n'))) {
    placeScalar(out, lead, new Traced(whole, lines.flatMap(fieldsOf)), indent);
    return;
  }
  out.push(join(lead, '|'), ...lines.map(line => change(line, shown => indented(shown, indent))));
}

/** `dash` is the dash that the first child stands beside. */
function children(out: Text[], node: Collection, indent: string, dash?: Text): void {
  let first = dash;
  const open = (text: Text): Text => {
    const lead = first === undefined ? join(indent, text) : join(first, text);
    first = undefined;
    return lead;
  };
  if (isList(node)) for (const item of node) place(out, open('-'), item, indent);
  else eachEntry(node, (key, value) => entry(out, open, key, value, indent));
}

/** Keys of ours come again and again. */
function known(key: string): string {
  const shown = knownKeys.get(key) ?? yamlScalar(key);
  knownKeys.set(key, shown);
  return shown;
}

const knownKeys = new Map<string, string>();

/** YAML limits a key on one line to 1024 characters; a longer one takes the explicit form. */
function entry(out: Text[], open: (text: Text) => Text, key: Text, value: YamlNode, indent: string): void {
  const shown = typeof key === 'string' ? known(key) : change(key, yamlScalar);
  if (plain(shown).length < 1000) {
    place(out, open(change(shown, text => `${text}:`)), value, indent);
    return;
  }
  out.push(open(change(shown, text => `? ${text}`)));
  place(out, `${indent}:`, value, indent);
}

/** Puts text behind a line, with a space between unless the line is only indentation. */
function join(lead: Text, more: Text, fields: readonly string[] = fieldsOf(more)): Text {
  const before = plain(lead);
  const shown = before + (before === '' || before.endsWith(' ') ? '' : ' ') + plain(more);
  const all = fields.length === 0 ? fieldsOf(lead) : [...fieldsOf(lead), ...fields];
  return all.length === 0 ? shown : new Traced(shown, all);
}

type Collection = readonly YamlNode[] | Mapping;

const isCollection = (node: YamlNode): node is Collection => isList(node) || isMapping(node);

function isEmpty(node: Collection): boolean {
  if (isList(node)) return node.length === 0;
  if (node instanceof YamlEntries) return !node.entries.some(([, value]) => isThere(value));
  for (const key in node) if (isThere(node[key])) return false;
  return true;
}

/** What has entries of its own. */
export type Mapping = YamlObject | YamlEntries;

export const isList = (node: YamlNode): node is readonly YamlNode[] => Array.isArray(node);

export const isMapping = (node: YamlNode): node is Mapping =>
  typeof node === 'object' && node !== null && !isList(node) && !isLeaf(node);

const isLeaf = (node: YamlNode) =>
  node instanceof Traced ||
  node instanceof YamlText ||
  node instanceof Noted ||
  node instanceof Slot ||
  node instanceof Raw;

/** The entries of a mapping that are printed; a key may know where it came from. */
export function entriesOf(node: Mapping): readonly (readonly [Text, YamlNode])[] {
  const found: (readonly [Text, YamlNode])[] = [];
  eachEntry(node, (key, value) => found.push([key, value]));
  return found;
}

/** The same without a list: every mapping of every file is printed. */
function eachEntry(node: Mapping, take: (key: Text, value: YamlNode) => void): void {
  if (node instanceof YamlEntries) {
    for (const [key, value] of node.entries) if (isThere(value)) take(key, value);
    return;
  }
  for (const key of Object.keys(node)) {
    const value = node[key];
    if (isThere(value)) take(key, value);
  }
}

const isThere = (value: YamlNode | undefined): value is YamlNode =>
  value !== undefined && !(value instanceof Slot && value.node === undefined);
