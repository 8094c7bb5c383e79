import type { TreeNode } from './node.ts';

/** More than any reader of it takes: aliases of YAML may multiply a small text. */
const most = 30_000;

/**
 * The tree as JSON. A scalar alone is the text as it stands, which may itself be JSON; a text within a mapping or a list
 * stays a text.
 */
export function jsonText(node: TreeNode): { readonly text: string; readonly rewritten?: true } {
  if (node.kind === 'scalar') return { text: node.token.text };
  return { text: written(node, { left: most }), rewritten: true };
}

function written(node: TreeNode, room: { left: number }): string {
  room.left -= 1;
  // It is too long already, and refused as that.
  if (room.left < 0) return '';
  if (node.kind === 'null') return 'null';
  if (node.kind === 'list') return `[${node.items.map(item => written(item, room)).join(',')}]`;
  if (node.kind === 'scalar') {
    const text = JSON.stringify(node.value ?? node.token.text);
    room.left -= text.length;
    return text;
  }
  const pairs = [...node.entries].map(([key, { node: value }]) => {
    room.left -= key.length;
    return `${JSON.stringify(key)}:${written(value, room)}`;
  });
  return `{${pairs.join(',')}}`;
}
