import { problem } from '../../../../errors/index.ts';
import type { Token } from '../../../../model/token.ts';
import type { MapNode, TreeNode } from '../../tree/node.ts';
import { child, entriesOf, itemsOf, mapping, textOf, withChild } from '../tree.ts';

/** What `include` brings in. */
const sections = ['services', 'volumes', 'networks', 'secrets', 'configs', 'models'];

/** One entry of `include`. */
export interface Include {
  /** The first is the file, the others are merged over it. */
  readonly paths: readonly Token[];
  readonly projectFolder?: Token;
  readonly envFiles: readonly Token[];
}

export function includesOf(root: MapNode): readonly Include[] {
  return itemsOf(child(root, 'include')).map(item => {
    const texts = (key: string) => itemsOf(child(item, key)).flatMap(one => textOf(one) ?? []);
    const projectFolder = textOf(item, 'project_directory');
    return { paths: texts('path'), envFiles: texts('env_file'), ...(projectFolder ? { projectFolder } : {}) };
  });
}

/** The file with what another brings in. Two different definitions of one name are a problem. */
export function withIncluded(
  root: MapNode,
  included: MapNode,
  problems: { push: (found: ReturnType<typeof problem>) => void },
): MapNode {
  return sections.reduce((whole, section) => {
    const entries = entriesOf(child(included, section));
    if (entries.length === 0) return whole;
    const own = child(whole, section);
    const joined = new Map(entriesOf(own).map(entry => [entry.key.text, entry]));
    for (const entry of entries) {
      const known = joined.get(entry.key.text);
      if (!known) joined.set(entry.key.text, entry);
      else if (!isSame(known.node, entry.node)) {
        const { file, line, column } = entry.key.at;
        const facts = { field: `${section}.${entry.key.text}`, where: `${file}:${line}:${column}` };
        problems.push(problem('compose-include-conflict', facts, { at: known.key.at }));
      }
    }
    const all = [...joined.values()].map(({ key, node }) => [key, node] as const);
    return withChild(whole, section, mapping(own?.token ?? root.token, all));
  }, root);
}

function isSame(a: TreeNode, b: TreeNode): boolean {
  if (a === b) return true;
  if (a.kind === 'scalar' && b.kind === 'scalar') return a.token.text === b.token.text;
  if (a.kind === 'list' && b.kind === 'list')
    return a.items.length === b.items.length && a.items.every((item, i) => isEqualTo(item, b.items[i]));
  if (a.kind === 'map' && b.kind === 'map')
    return (
      a.entries.size === b.entries.size &&
      [...a.entries].every(([key, { node }]) => isEqualTo(node, b.entries.get(key)?.node))
    );
  return a.kind === b.kind;
}

const isEqualTo = (a: TreeNode, b: TreeNode | undefined) => b !== undefined && isSame(a, b);
