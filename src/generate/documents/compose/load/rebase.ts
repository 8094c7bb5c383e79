/** Paths of a file that stands in another folder, as seen from the folder of the first document. */
import type { Token } from '../../../../model/token.ts';
import type { MapNode, TreeNode } from '../../tree/node.ts';
import { list, mapEntries, textOf, withChild } from '../tree.ts';
import { join } from './paths.ts';

type Change = (node: TreeNode) => TreeNode;

/** `prefix` is the folder of the file as seen from that of the first document. */
export function rebase(root: MapNode, prefix: string): MapNode {
  if (prefix === '.') return root;
  const path: Change = node =>
    node.kind === 'scalar' ? { ...node, token: moved(node.token, prefix) } : node;
  const sections: Readonly<Record<string, Change>> = {
    services: each(service(path)),
    secrets: each(under({ file: path })),
    configs: each(under({ file: path })),
  };
  const changed = under(sections)(root);
  return changed.kind === 'map' ? changed : root;
}

function service(path: Change): Change {
  const relativeOnly: Change = node =>
    node.kind === 'scalar' && /^\.{1,2}(?:\/|$)/.test(node.token.text) ? path(node) : node;
  const bind: Change = node => (textOf(node, 'type')?.text === 'bind' ? under({ source: path })(node) : node);
  return under({
    build: under({ context: path, additional_contexts: each(relativeOnly) }),
    env_file: items(under({ path })),
    label_file: items(path),
    volumes: items(bind),
    develop: under({ watch: items(under({ path })) }),
    credential_spec: under({ file: path }),
  });
}

function moved(path: Token, prefix: string): Token {
  const { text, at } = path;
  // Absolute paths, those of a home folder and addresses lead to the same place from everywhere.
  if (/^[/~\\]|^[a-z][\w+.-]*:|^[\w.-]+@|^(?:github|gitlab)\.com\//i.test(text)) return path;
  const joined = join(prefix, text);
  return { text: joined.startsWith('.') ? joined : `./${joined}`, at, rewritten: true };
}

const under =
  (changes: Readonly<Record<string, Change>>): Change =>
  node =>
    node.kind === 'map'
      ? Object.entries(changes).reduce<MapNode>((map, [key, change]) => {
          const part = map.entries.get(key)?.node;
          return part ? withChild(map, key, change(part)) : map;
        }, node)
      : node;

const each =
  (change: Change): Change =>
  node =>
    node.kind === 'map' ? mapEntries(node, change) : node;

const items =
  (change: Change): Change =>
  node =>
    node.kind === 'list'
      ? { ...list(node.token, node.items.map(change)), ...(node.tag ? { tag: node.tag } : {}) }
      : node;
