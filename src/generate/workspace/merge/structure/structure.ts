import { type Document, isNode, LineCounter, type Node, visit } from 'yaml';
import { parseDocuments } from '../../../yaml/documents.ts';
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

/** Reads a text as a structure; undefined where it is none. */
export type Parse = (text: string) => Structure | undefined;

/** Parses each text of a merge once, however many questions are asked about it. What comes out is not to be changed. */
export function parsedOnce(format: Format): Parse {
  const known = new Map<string, Structure | undefined>();
  return text => {
    if (!known.has(text)) known.set(text, parseStructure(format, text));
    return known.get(text);
  };
}

/** Undefined when the text is not what its name says, is too long or too deep. Aliases are never followed. */
export function parseStructure(format: Format, text: string): Structure | undefined {
  if (text.length > longest || (format === 'json' && !isJson(text))) return undefined;
  const lines = new LineCounter();
  // Integers of any size stay what they are.
  const options = { intAsBigInt: true, ...(format === 'json' ? { schema: 'json' } : {}) };
  const { documents, errors } = parseDocuments(text, lines, options);
  if (errors.length > 0 || documents.some(holdsBinary)) return undefined;
  return { format, text, documents: [...documents], placeAt: offset => lines.linePos(offset) };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The library breaks the lines of bytes anew, and fails where lines may have any length. */
function holdsBinary(document: Document): boolean {
  let isFound = false;
  visit(document, {
    Scalar: (_, { value }) => {
      isFound ||= value instanceof Uint8Array;
      return isFound ? visit.BREAK : undefined;
    },
  });
  return isFound;
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
