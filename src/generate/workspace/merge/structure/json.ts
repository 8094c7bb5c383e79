import { isMap, isScalar, isSeq, type Node } from 'yaml';

/** Prints a JSON tree with the indentation that `like` has; a text of one line stays one line. */
export function printJson(node: Node | null, like: string): string {
  const indent = /^[ \t]+(?=\S)/m.exec(like)?.[0] ?? '';
  const isCompact = !like.trim().includes('\n');
  return `${print(node, isCompact ? undefined : indent, '\n')}\n`;
}

function print(node: unknown, indent: string | undefined, newline: string): string {
  const inner = newline + (indent ?? '');
  const list = (open: string, parts: readonly string[], close: string) => {
    if (parts.length === 0) return open + close;
    return indent === undefined
      ? `${open}${parts.join(',')}${close}`
      : `${open}${inner}${parts.join(`,${inner}`)}${newline}${close}`;
  };
  if (isMap(node)) {
    const colon = indent === undefined ? ':' : ': ';
    const pairs = node.items.map(
      ({ key, value }) => print(key, undefined, '') + colon + print(value, indent, inner),
    );
    return list('{', pairs, '}');
  }
  if (isSeq(node)) {
    const items = node.items.map(item => print(item, indent, inner));
    return list('[', items, ']');
  }
  if (!isScalar(node)) return 'null';
  return typeof node.value === 'string' ? JSON.stringify(node.value) : (node.source ?? String(node.value));
}
