import { type Document, LineCounter, type Node } from 'yaml';
import type { PatchOperation } from '../../model/settings.ts';
import { parseDocuments } from './documents.ts';
import { locate, missing } from './location.ts';

/** The text with the operation applied, or why it cannot be. */
export type Patched = { readonly text: string } | { readonly reason: string };

/**
 * Applies one operation of RFC 6902 to YAML or JSON and leaves all other lines as they are. In a file of several
 * documents the first step of a path is the number of the document, from 0.
 */
export function patchText(text: string, operation: PatchOperation): Patched {
  const lines = new LineCounter();
  const { documents, errors } = parseDocuments(text, lines);
  const [first] = errors;
  if (first)
    return { reason: `the file does not parse: line ${lines.linePos(first.from).line}, ${first.message}` };
  const reason = apply(documents, operation);
  if (reason !== undefined) return { reason };
  if (operation.op === 'test') return { text };
  return { text: documents.map(document => document.toString({ lineWidth: 0 })).join('') };
}

function apply(documents: readonly Document.Parsed[], operation: PatchOperation): string | undefined {
  const { op, path, from } = operation;
  if (op === 'move' || op === 'copy') return carry(documents, op, from ?? '', path);
  const place = locate(documents, path);
  if (typeof place === 'string') return place;
  if (op === 'add') return place.add(operation.value);
  const there = place.get();
  if (there === undefined) return missing(path);
  if (op === 'remove') return place.remove();
  if (op === 'replace') return place.set(operation.value);
  const value = plain(there);
  return isSame(value, operation.value)
    ? undefined
    : `${path || 'the document'} is ${short(value)}, not ${short(operation.value)}`;
}

function carry(
  documents: readonly Document.Parsed[],
  op: 'move' | 'copy',
  from: string,
  to: string,
): string | undefined {
  if (op === 'move' && to.startsWith(`${from}/`)) return `${from} cannot be moved into itself`;
  const source = locate(documents, from);
  if (typeof source === 'string') return source;
  const there = source.get();
  if (there === undefined) return missing(from);
  const value = plain(there);
  const removed = op === 'move' ? source.remove() : undefined;
  if (removed !== undefined) return removed;
  const target = locate(documents, to);
  return typeof target === 'string' ? target : target.add(value);
}

const plain = (node: Node | null): unknown => (node === null ? null : (node.toJSON() as unknown));

const short = (value: unknown) => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};

/** Equality of RFC 6902, section 4.6: the order of members does not count. */
function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, i) => isSame(item, b[i]))
    );
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return (
    left.size === right.size &&
    [...left].every(([key, value]) => right.has(key) && isSame(value, right.get(key)))
  );
}
