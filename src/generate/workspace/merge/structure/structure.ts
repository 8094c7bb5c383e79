import {
  type Document,
  isCollection,
  isMap,
  isNode,
  LineCounter,
  type Node,
  parseAllDocuments,
  parseDocument,
} from 'yaml';
import { printJson } from './json.ts';

export type Format = 'yaml' | 'json';

/** A structured text that can be edited as a tree and printed again. */
export interface Structure {
  readonly format: Format;
  readonly text: string;
  readonly documents: Document[];
  /** Line and column (from 1) of an offset in the text. */
  readonly placeAt: (offset: number) => { readonly line: number; readonly col: number };
}

/** The structure that the files of this name have, if any. */
export function formatOf(path: string): Format | undefined {
  if (/\.ya?ml$/i.test(path)) return 'yaml';
  return /\.json$/i.test(path) ? 'json' : undefined;
}

/** Larger texts are merged by their lines alone. */
const longest = 1024 * 1024;
const deepest = 100;

/** Undefined when the text is not what its name says, is too long or too deep. Aliases are never followed. */
export function parseStructure(format: Format, text: string): Structure | undefined {
  if (text.length > longest) return undefined;
  const lines = new LineCounter();
  try {
    const documents = parse(format, text, lines);
    if (!documents || documents.some(hasErrors)) return undefined;
    if (documents.some(({ contents }) => isDeep(contents))) return undefined;
    return { format, text, documents, placeAt: offset => lines.linePos(offset) };
  } catch (error) {
    // The parser calls itself for each level.
    if (error instanceof RangeError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Integers of any size stay what they are; keys that occur twice are an error. */
const options = { strict: true, uniqueKeys: true, intAsBigInt: true, logLevel: 'silent' } as const;

function parse(format: Format, text: string, lineCounter: LineCounter): Document[] | undefined {
  if (format === 'json') {
    JSON.parse(text);
    return [parseDocument(text, { ...options, schema: 'json', lineCounter })];
  }
  const found = parseAllDocuments(text, { ...options, lineCounter });
  return Array.isArray(found) ? found : undefined;
}

const hasErrors = ({ errors }: Document) => errors.length > 0;

function isDeep(contents: Node | null): boolean {
  let level: unknown[] = [contents];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true;
    level = level
      .filter(isCollection)
      .flatMap(node => (isMap(node) ? node.items.flatMap(({ key, value }) => [key, value]) : node.items));
  }
  return false;
}

/** Prints the documents as they are now, in one layout; comments and the quotes of each value stay. */
export function printStructure({ format, text, documents }: Structure): string {
  if (format === 'json') return printJson(documents[0]?.contents ?? null, text);
  const flowCollectionPadding = /[[{] /.test(text);
  return documents
    .map((document, index) => {
      if (index > 0 && document.directives) document.directives.docStart = true;
      return document.toString({ lineWidth: 0, minContentWidth: 0, flowCollectionPadding });
    })
    .join('');
}

/** The words of a node as they stand in the text; empty for none. */
export function sourceOf({ text }: Structure, node: Node | undefined): string {
  return isNode(node) && node.range ? text.slice(node.range[0], node.range[1]).trimEnd() : '';
}

/** Where a node stands, lines and columns from 1; undefined for none. */
export function placeOf(
  { placeAt }: Structure,
  node: Node | undefined,
): { readonly from: number; readonly to: number; readonly column: number } | undefined {
  const [offset, end] = node?.range ?? [];
  if (offset === undefined || end === undefined) return undefined;
  const { line, col } = placeAt(offset);
  return { from: line, to: placeAt(Math.max(offset, end - 1)).line, column: col };
}

/** The lines (from 1) of a node, with that of its key where the node begins on a line of its own below it. */
export function linesOf(structure: Structure, node: Node | undefined): number[] {
  const place = placeOf(structure, node);
  if (!place) return [];
  const lines = structure.text.split('\n');
  let { from } = place;
  const isBelow = lines[from - 1]?.slice(0, place.column - 1).trim() === '';
  if (isBelow)
    do from--;
    while (from > 1 && /^\s*(?:#|$)/.test(lines[from - 1] ?? ''));
  return Array.from({ length: place.to - from + 1 }, (_, index) => from + index);
}
