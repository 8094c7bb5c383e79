import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** Where an operation works: one member of a mapping or list. Each method gives a reason when it cannot be done. */
export interface Location {
  readonly get: () => Node | null | undefined;
  readonly set: (value: unknown) => string | undefined;
  readonly add: (value: unknown) => string | undefined;
  readonly remove: () => string | undefined;
}

export const missing = (path: string) => `there is nothing at ${path || 'the top'}`;

/** The steps of a JSON Pointer (RFC 6901). */
function stepsOf(pointer: string): string[] {
  const steps = pointer.split('/').slice(1);
  return steps.map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The place that a JSON Pointer leads to, or why it leads to none. */
export function locate(documents: readonly Document[], pointer: string): Location | string {
  const steps = stepsOf(pointer);
  const [only] = documents;
  if (documents.length === 1 && only) return inDocument(only, steps, pointer);
  const [first, ...rest] = steps;
  const document = first === undefined || !/^\d{1,4}$/.test(first) ? undefined : documents[Number(first)];
  const range = `0 to ${documents.length - 1}`;
  return document
    ? inDocument(document, rest, pointer)
    : `the file holds ${documents.length} documents: a path begins with the number of one, ${range}`;
}

function inDocument(document: Document, steps: readonly string[], pointer: string): Location | string {
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
  if (isMap(node)) return valueOf(pairOf(node, step));
  return isSeq(node) ? itemOf(node, indexOf(step)) : undefined;
}

/** Keys of YAML may be numbers; those of a pointer are texts. */
const pairOf = (map: YAMLMap, key: string): Pair | undefined =>
  map.items.find(pair => isScalar(pair.key) && String(pair.key.value) === key);

/** Undefined without a pair; a key without a value has null. */
const valueOf = (pair: Pair | undefined): Node | null | undefined =>
  pair && (isNode(pair.value) ? pair.value : null);

const itemOf = ({ items }: YAMLSeq, index: number): Node | undefined => {
  const item = items[index];
  return isNode(item) ? item : undefined;
};

/** The number of an item; -1 for what is none. */
const indexOf = (step: string): number => (/^(?:0|[1-9]\d{0,8})$/.test(step) ? Number(step) : -1);

function whole(document: Document): Location {
  const set = (value: unknown) => {
    document.contents = document.createNode(value);
    return undefined;
  };
  return {
    get: () => document.contents,
    set,
    add: set,
    remove: () => 'the whole document cannot be removed',
  };
}

function inMap(document: Document, map: YAMLMap, key: string): Location {
  const pair = () => pairOf(map, key);
  const put = (value: unknown) => {
    const found = pair();
    const node = document.createNode(value);
    if (found) found.value = node;
    else map.items.push(document.createPair(key, node));
    return undefined;
  };
  return {
    get: () => valueOf(pair()),
    set: put,
    add: put,
    remove: () => {
      const removed = pair();
      map.items = map.items.filter(other => other !== removed);
      return undefined;
    },
  };
}

function inList(document: Document, list: YAMLSeq, step: string, pointer: string): Location | string {
  const index = step === '-' ? list.items.length : indexOf(step);
  if (index < 0 || index > list.items.length) return missing(pointer);
  const insert = (value: unknown, replaced: number) => {
    list.items.splice(index, replaced, document.createNode(value));
    return undefined;
  };
  return {
    get: () => itemOf(list, index),
    set: value => insert(value, 1),
    add: value => insert(value, 0),
    remove: () => {
      list.items.splice(index, 1);
      return undefined;
    },
  };
}
