import { createHash } from 'node:crypto';
import { isAlias, isMap, isScalar, isSeq, type Node, Scalar } from 'yaml';

/** A text that is equal for two nodes exactly when they mean the same: keys of mappings in any order, styles aside. */
export type Canonical = (node: Node | undefined) => string;

/** Remembers what it has seen: a node must not change while the function is in use. Collections come out short. */
export function canonicals(): Canonical {
  const known = new WeakMap<Node, string>();
  return canonical;

  function canonical(node: Node | undefined): string {
    if (!node) return '';
    const found = known.get(node) ?? `${node.tag ?? ''}${describe(node)}`;
    known.set(node, found);
    return found;
  }

  function describe(node: Node): string {
    if (isAlias(node)) return `*${node.source}`;
    if (isMap(node)) {
      const pairs = node.items.map(
        ({ key, value }) => `${canonical(key as Node)}:${canonical((value as Node | null) ?? nothing)}`,
      );
      return `{${digest(pairs.sort())}}`;
    }
    if (isSeq(node)) return `[${digest(node.items.map(item => canonical(item as Node)))}]`;
    const value = isScalar(node) ? node.value : undefined;
    return typeof value === 'string' ? JSON.stringify(value) : String(value);
  }
}

const nothing = new Scalar(null);

/** Keeps the text of a deep tree from growing with each level. */
function digest(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
