import type { Place } from '../../../errors/index.ts';
import type { Token } from '../../../model/token.ts';
import type { Gathering } from '../gathering.ts';
import type { TreeNode } from '../tree/node.ts';

/** The columns that are accounted for, by file and line. */
class Accounted {
  readonly #columns = new Map<string, number[]>();

  constructor(places: Iterable<Place>) {
    for (const { file, line, column } of places) {
      const key = `${line}:${file}`;
      const known = this.#columns.get(key);
      if (known) known.push(column);
      else this.#columns.set(key, [column]);
    }
    for (const columns of this.#columns.values()) columns.sort((a, b) => a - b);
  }

  /** Whether something within the token is accounted for. */
  has({ at: { file, line, column, length } }: Token): boolean {
    const columns = this.#columns.get(`${line}:${file}`) ?? [];
    let [low, high] = [0, columns.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((columns[middle] ?? 0) < column) low = middle + 1;
      else high = middle;
    }
    return (columns[low] ?? Number.POSITIVE_INFINITY) < column + Math.max(length, 1);
  }
}

/**
 * Reports the largest parts of the parsed trees in which no value is the place of a fact or of a need, or followed. What
 * a later file overrides is among them: it says nothing any more.
 */
export function reportUnused(
  roots: readonly TreeNode[],
  followed: readonly Token[],
  gathering: Gathering,
): void {
  const { facts, needs, unused } = gathering;
  const accounted = new Accounted([...facts, ...needs, ...unused, ...followed].map(({ at }) => at));
  for (const root of roots) report(root, '', root.token, accounted, gathering);
}

function report(node: TreeNode, name: string, key: Token, accounted: Accounted, gathering: Gathering): void {
  const uses = countUses(node, key, accounted);
  if (uses.leaves === uses.used) return;
  if (name !== '' && uses.used === 0) gathering.skip(name, key);
  else
    for (const [step, child, childKey] of childrenOf(node))
      report(child, name === '' ? step : `${name}.${step}`, childKey, accounted, gathering);
}

/** How many values there are in a node, and how many of them are accounted for. */
function countUses(node: TreeNode, key: Token, accounted: Accounted): { leaves: number; used: number } {
  if (node.kind === 'scalar' || node.kind === 'null') {
    const isUsed = accounted.has(node.token) || (node.kind === 'null' && accounted.has(key));
    return { leaves: 1, used: isUsed ? 1 : 0 };
  }
  const counts = childrenOf(node).map(([, child, childKey]) => countUses(child, childKey, accounted));
  return counts.reduce((sum, { leaves, used }) => ({ leaves: sum.leaves + leaves, used: sum.used + used }), {
    leaves: 0,
    used: 0,
  });
}

function childrenOf(node: TreeNode): readonly (readonly [string, TreeNode, Token])[] {
  if (node.kind === 'list') return node.items.map((item, i) => [String(i), item, item.token] as const);
  if (node.kind !== 'map') return [];
  const entries = [...node.entries.values(), ...(node.hidden ?? [])];
  return entries.map(({ key, node: below }) => [key.text, below, key] as const);
}
