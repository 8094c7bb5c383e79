import { isMap, isScalar, type Node } from 'yaml';

/** The fields by which people name the items of a list. */
const names = ['name', 'key', 'id'];

/** The field that names every item of all the lists, differently within each; undefined when there is none. */
export function namingField(...lists: readonly (readonly unknown[])[]): string | undefined {
  return names.find(field =>
    lists.every(items => {
      const found = items.map(item => scalarAt(item, field));
      return found.every(name => name !== undefined) && new Set(found).size === items.length;
    }),
  );
}

/** The value below a node at a path of keys, as text; undefined where no scalar stands there. */
export function scalarAt(node: unknown, ...path: readonly string[]): string | undefined {
  let at: unknown = node;
  for (const name of path) {
    if (!isMap(at)) return undefined;
    at = at.items.find(({ key }) => isScalar(key) && key.value === name)?.value;
  }
  const value = isScalar(at) ? at.value : undefined;
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined;
}

/** The name of a Kubernetes object; undefined for other documents. */
export function objectName(contents: Node | null): string | undefined {
  const [kind, name] = [scalarAt(contents, 'kind'), scalarAt(contents, 'metadata', 'name')];
  if (kind === undefined || name === undefined) return undefined;
  const namespace = scalarAt(contents, 'metadata', 'namespace');
  return `${kind}/${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
