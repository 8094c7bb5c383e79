import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments } from 'yaml';

/** A scalar of a YAML file: the keys that lead to it (items by their name, else by their number), and its line. */
export interface Leaf {
  readonly path: readonly string[];
  readonly value: string;
  readonly line: number;
}

/** All scalars of a text, each path beginning with the kind of its document, or with `file` where it says none. */
export function leavesOf(text: string, file: string): readonly Leaf[] {
  const lines = new LineCounter();
  return parseAllDocuments(text, { lineCounter: lines, version: '1.2' }).flatMap(document => {
    if (document.errors.length > 0) throw new Error(`${file} does not parse: ${document.errors[0]?.message}`);
    const kind = document.get?.('kind');
    const out: Leaf[] = [];
    walk(document.contents, [typeof kind === 'string' ? kind : file], { lines, out });
    return out;
  });
}

interface Walk {
  readonly lines: LineCounter;
  readonly out: Leaf[];
}

function walk(node: unknown, path: readonly string[], into: Walk): void {
  if (isMap(node))
    for (const { key, value } of node.items)
      walk(value, [...path, String(isScalar(key) ? key.value : key)], into);
  else if (isSeq(node))
    for (const [i, item] of node.items.entries()) walk(item, [...path, nameOf(item, i)], into);
  else if (isAlias(node)) throw new Error('generated files have no aliases');
  else if (isScalar(node)) addLeaf(node, path, into);
}

function addLeaf(node: Node & { value?: unknown }, path: readonly string[], { lines, out }: Walk): void {
  const start = lines.linePos(node.range?.[0] ?? 0).line;
  const value = String(node.value);
  // A patch of Kustomize is YAML within a text.
  if (path.at(-1) !== 'patch' || !value.includes('\n')) out.push({ path, value, line: start });
  else for (const leaf of patchLeaves(value)) out.push({ ...leaf, line: leaf.line + start });
}

/** A patch as the object that it changes: `op`, `path` and `value` of JSON Patch become a path. */
function patchLeaves(text: string): readonly Leaf[] {
  const found = leavesOf(text, 'patch');
  const targets = new Map(
    found
      .filter(({ path }) => path.length === 3 && path[2] === 'path')
      .map(({ path, value }) => [path[1], value]),
  );
  return found.map(leaf => {
    const [, item, key, ...below] = leaf.path;
    const target = key === 'value' ? targets.get(item) : undefined;
    return target === undefined
      ? leaf
      : { ...leaf, path: ['patch', ...target.split('/').slice(1), ...below] };
  });
}

function nameOf(item: unknown, i: number): string {
  const name: unknown = isMap(item) ? (item.get('name') ?? item.get('job_name')) : undefined;
  return typeof name === 'string' ? name : String(i);
}
