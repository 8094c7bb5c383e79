/** Proves of a document that nothing in it is lost, without the reader's own tree: by the `yaml` library and places. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type Scalar } from 'yaml';
import type { Place } from '../../../src/errors/index.ts';
import type { Reading } from '../../../src/model/facts.ts';

interface Leaf {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  /** Where the value begins, then where the keys and items that hold it begin. */
  readonly holders: readonly number[];
}

/** The scalar values of the text that are no place of a fact, steered nothing, and lie in no unused field: their paths. */
export function lostLeaves(text: string, { facts, unused, followed = [] }: Reading): string[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, merge: true });
  const offset = ({ line, column }: Place) => (lines.lineStarts[line - 1] ?? 0) + column - 1;
  const stated = [...facts.map(({ at }) => at), ...followed].map(offset);
  const skipped = new Set(unused.map(({ at }) => offset(at)));
  return leavesOf(document.contents, '', [])
    .filter(({ from, to, holders }) => {
      const isStated = stated.some(at => at >= from && at < Math.max(to, from + 1));
      return !isStated && !holders.some(holder => skipped.has(holder));
    })
    .map(({ path }) => path);
}

const startOf = (node: Node | null) => node?.range?.[0] ?? 0;

/** A place leads to the text of a value, behind its quote. */
const starts = (node: Scalar) => [startOf(node), startOf(node) + 1];

function leavesOf(node: unknown, path: string, holders: readonly number[]): readonly Leaf[] {
  const below = (step: string) => (path === '' ? step : `${path}.${step}`);
  if (isAlias(node)) return [];
  if (isMap(node)) {
    return node.items.flatMap(({ key, value }) => {
      const name = isScalar(key) ? key : undefined;
      const inner = [...holders, ...(name ? starts(name) : [])];
      return leavesOf(value, below(String(name?.value)), inner);
    });
  }
  if (isSeq(node)) {
    return node.items.flatMap((item, i) =>
      leavesOf(item, below(String(i)), [...holders, startOf(item as Node)]),
    );
  }
  if (!isScalar(node)) return [];
  const [from, to] = node.range ?? [0, 0];
  return [{ path, from, to, holders: [...holders, ...starts(node)] }];
}
