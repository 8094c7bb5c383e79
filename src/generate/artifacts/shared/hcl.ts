/** Prints values as HCL (Terraform, OpenTofu), in the form that `terraform fmt` leaves as it is. */
import {
  change,
  combineTexts,
  fieldsOf,
  plain,
  type Scalar,
  type Text,
  Traced,
} from '../../../model/traced.ts';

/** What the printer takes. Properties that are undefined are left out. */
export type HclNode = null | Scalar | Traced | HclExpression | readonly HclNode[] | HclEntries | HclObject;

export interface HclObject {
  readonly [key: string]: HclNode | undefined;
}

/** Text of the language itself, such as a type or a reference: written by us, never by a document. */
export class HclExpression {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

/** A mapping whose keys come from the project. */
export class HclEntries {
  readonly entries: readonly (readonly [Text, HclNode])[];
  constructor(entries: readonly (readonly [Text, HclNode])[]) {
    this.entries = entries;
  }
}

type Entry = readonly [key: Text, value: HclNode];

/** One argument after the other; those that take several lines have a free one around them. */
export function hclArguments(object: HclObject): Text[] {
  const groups: Entry[][] = [];
  let isOpen = false;
  for (const entry of entriesOf(object)) {
    const isShort = valueLines(entry[1], '').length === 1;
    if (isShort && isOpen) groups.at(-1)?.push(entry);
    else groups.push([entry]);
    isOpen = isShort;
  }
  return groups.flatMap((group, i) => [...(i > 0 ? [''] : []), ...printed(group, '', argumentKey)]);
}

/** The lines of `key = value` for entries; those that fit on a line each are aligned (terraform fmt, hclwrite). */
function printed(entries: readonly Entry[], indent: string, keyOf: (key: Text) => Text): Text[] {
  const rows = entries.map(([key, value]) => ({ key: keyOf(key), lines: valueLines(value, indent) }));
  const widths = alignment(
    rows.map(({ key, lines }) => (lines.length === 1 ? plain(key).length : undefined)),
  );
  return rows.flatMap(({ key, lines: [first = '', ...others] }, i) => {
    const lead = change(key, text => `${indent}${text.padEnd(widths[i] ?? 0)} = `);
    return [join(lead, first), ...others];
  });
}

/** The width of the keys of each run of neighbours with a width; what has none ends a run. */
function alignment(widths: readonly (number | undefined)[]): number[] {
  const aligned: number[] = [];
  for (let from = 0; from < widths.length; ) {
    let to = from;
    while (to < widths.length && widths[to] !== undefined) to += 1;
    const widest = Math.max(0, ...widths.slice(from, to).map(width => width ?? 0));
    for (; from < to; from += 1) aligned.push(widest);
    if (from < widths.length) aligned.push(0);
    from += 1;
  }
  return aligned;
}

/** The first line goes behind `key = `; those that follow are whole. */
function valueLines(node: HclNode, indent: string): Text[] {
  if (node === null) return ['null'];
  if (node instanceof HclExpression)
    return node.source.split('\n').map((line, i) => (i === 0 ? line : indent + line));
  if (node instanceof HclEntries) return block(node.entries, indent);
  if (isList(node)) return listLines(node, indent);
  if (typeof node === 'object' && !(node instanceof Traced)) return block(entriesOf(node), indent);
  return [change(node, literal)];
}

function block(entries: readonly Entry[], indent: string): Text[] {
  return entries.length === 0 ? ['{}'] : ['{', ...printed(entries, `${indent}  `, objectKey), `${indent}}`];
}

/** Short words stand in one line; anything else one below the other. */
function listLines(items: readonly HclNode[], indent: string): Text[] {
  const shown = items.map(item => valueLines(item, `${indent}  `));
  const flat = shown.map(([only = '']) => only);
  const line = () => `[${flat.map(item => plain(item)).join(', ')}]`;
  if (shown.every(lines => lines.length === 1) && line().length <= 100) return [combineTexts(flat, line)];
  return [
    '[',
    ...shown.flatMap(lines =>
      lines.map((text, i) => finish(i === 0 ? join(`${indent}  `, text) : text, i === lines.length - 1)),
    ),
    `${indent}]`,
  ];
}

const finish = (line: Text, isLast: boolean): Text => (isLast ? change(line, text => `${text},`) : line);

function literal(value: Scalar): string {
  return typeof value === 'string' ? hclString(value) : String(value);
}

/**
 * A quoted template that yields exactly this text: `${` and `%{` open nothing.
 * https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function hclString(value: string): string {
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, unicodeEscape)
    .replaceAll(/([$%])\{/g, '$1$1{');
  return `"${escaped}"`;
}

function unicodeEscape(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`;
}

/** `for` at the beginning of an object opens an expression. */
const isIdentifier = (text: string) => /^(?!for$)[A-Za-z_][A-Za-z0-9_-]*$/.test(text);

/** In an object a bare identifier is its own text. */
const objectKey = (key: Text): Text => change(key, text => (isIdentifier(text) ? text : hclString(text)));

function argumentKey(key: Text): Text {
  if (!isIdentifier(plain(key))) throw new Error(`"${plain(key)}" is no name of an argument`);
  return key;
}

const isList = (node: HclNode): node is readonly HclNode[] => Array.isArray(node);

const entriesOf = (object: HclObject): Entry[] =>
  Object.entries(object).flatMap(([key, value]): Entry[] => (value === undefined ? [] : [[key, value]]));

function join(lead: Text, text: Text): Text {
  const shown = plain(lead) + plain(text);
  const fields = [...fieldsOf(lead), ...fieldsOf(text)];
  return fields.length === 0 ? shown : new Traced(shown, fields);
}

/** The same alignment for lines that are written already. */
export function hclAligned(lines: readonly string[]): string[] {
  const parts = lines.map(line => /^(\s*(?:[\w.-]+|"[^"]*")) *= (.*[^{([,]|\[\]|\{\})$/.exec(line));
  const widths = alignment(parts.map(part => (part && isWhole(part[2] ?? '') ? part[1]?.length : undefined)));
  return lines.map((line, i) => {
    const part = parts[i];
    return part && (widths[i] ?? 0) > 0 ? `${part[1]?.padEnd(widths[i] ?? 0)} = ${part[2]}` : line;
  });
}

/** Whether an expression ends on its line: as many brackets are closed as are opened. */
const isWhole = (expression: string): boolean =>
  (expression.match(/[{([]/g)?.length ?? 0) === (expression.match(/[\])}]/g)?.length ?? 0);
