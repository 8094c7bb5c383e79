import { type Document, isCollection, isMap, isScalar, type Node } from 'yaml';

/** The keys of a document that stand in their mapping a second time, by the value that YAML gives them. */
export function repeatedKeys({ contents }: Pick<Document, 'contents'>): readonly Node[] {
  const found: Node[] = [];
  const waiting: unknown[] = [contents];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (isMap(node)) {
      const known = new Set<unknown>();
      for (const { key, value } of node.items) {
        if (isScalar(key) && known.has(key.value)) found.push(key);
        if (isScalar(key)) known.add(key.value);
        waiting.push(key, value);
      }
    } else if (isCollection(node)) waiting.push(...node.items);
  }
  return found.toSorted((a, b) => (a.range?.[0] ?? 0) - (b.range?.[0] ?? 0));
}
