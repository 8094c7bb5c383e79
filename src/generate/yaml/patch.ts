import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, type ParsedNode } from 'yaml';
import type { PatchOperation } from '../../model/settings.ts';
import { parseDocuments } from './documents.ts';

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

/** Where an operation works: one member of a mapping or list. Each method gives a reason when it cannot be done. */
interface Location {
  readonly get: () => Node | null | undefined;
  readonly set: (value: unknown) => string | undefined;
  readonly add: (value: unknown) => string | undefined;
  readonly remove: () => string | undefined;
}

const missing = (path: string) => `there is nothing at ${path || 'the top'}`;

/** The steps of a JSON Pointer (RFC 6901). */
function stepsOf(pointer: string): string[] {
  const steps = pointer.split('/').slice(1);
  return steps.map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function locate(documents: readonly Document.Parsed[], pointer: string): Location | string {
  const [first, ...rest] = stepsOf(pointer);
  const [only] = documents;
  if (documents.length === 1 && only)
    return inDocument(only, first === undefined ? [] : [first, ...rest], pointer);
  const document = first === undefined || !/^\d{1,4}$/.test(first) ? undefined : documents[Number(first)];
  const range = `0 to ${documents.length - 1}`;
  return document
    ? inDocument(document, rest, pointer)
    : `the file holds ${documents.length} documents: a path begins with the number of one, ${range}`;
}

function inDocument(document: Document.Parsed, steps: readonly string[], pointer: string): Location | string {
  const last = steps.at(-1);
  if (last === undefined) return whole(document);
  let parent: Node | null = document.contents;
  for (const [i, step] of steps.slice(0, -1).entries()) {
    const next = child(parent, step);
    if (next === undefined) return missing(`/${steps.slice(0, i + 1).join('/')}`);
    parent = next;
  }
  if (isMap(parent)) return inMap(document, parent, last);
  if (isSeq(parent)) return inList(document, parent, last, pointer);
  return `${pointer.slice(0, pointer.lastIndexOf('/')) || 'the document'} is a single value and has no parts`;
}

function child(node: Node | null, step: string): Node | null | undefined {
  if (isMap(node)) return pairOf(node, step)?.value as Node | null | undefined;
  if (isSeq(node) && /^(?:0|[1-9]\d{0,8})$/.test(step)) return node.items[Number(step)] as Node | undefined;
  return undefined;
}

/** Keys of YAML may be numbers; those of a pointer are texts. */
function pairOf(node: Extract<Node, { items: unknown[] }>, key: string) {
  if (!isMap(node)) return undefined;
  return node.items.find(pair => isScalar(pair.key) && String(pair.key.value) === key);
}

function whole(document: Document.Parsed): Location {
  const set = (value: unknown) => {
    document.contents = document.createNode(value) as ParsedNode;
    return undefined;
  };
  return {
    get: () => document.contents,
    set,
    add: set,
    remove: () => 'the whole document cannot be removed',
  };
}

function inMap(document: Document.Parsed, map: Extract<Node, { items: unknown[] }>, key: string): Location {
  const pair = () => pairOf(map, key);
  const put = (value: unknown) => {
    const found = pair();
    const node = document.createNode(value);
    if (found) found.value = node;
    else map.items.push(document.createPair(key, node));
    return undefined;
  };
  return {
    get: () => pair()?.value as Node | null | undefined,
    set: put,
    add: put,
    remove: () => {
      map.items.splice(map.items.indexOf(pair() as never), 1);
      return undefined;
    },
  };
}

function inList(
  document: Document.Parsed,
  list: Extract<Node, { items: unknown[] }>,
  step: string,
  pointer: string,
): Location | string {
  const index = step === '-' ? list.items.length : /^(?:0|[1-9]\d{0,8})$/.test(step) ? Number(step) : -1;
  if (index < 0 || index > list.items.length) return missing(pointer);
  const insert = (value: unknown, replaced: number) => {
    list.items.splice(index, replaced, document.createNode(value) as never);
    return undefined;
  };
  return {
    get: () => list.items[index] as Node | undefined,
    set: value => insert(value, 1),
    add: value => insert(value, 0),
    remove: () => {
      list.items.splice(index, 1);
      return undefined;
    },
  };
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
