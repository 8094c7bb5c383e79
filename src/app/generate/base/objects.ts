import { LineCounter } from 'yaml';
import { parseDocuments } from '../../../generate/yaml/documents.ts';

/** How an object of a Kubernetes manifest differs from the one before it. */
export interface ObjectChange {
  readonly kind: string;
  readonly name: string;
  readonly action: 'created' | 'changed' | 'removed';
  /** The cluster replaces its pods: their template is another one. */
  readonly podsChange: boolean;
  readonly image?: { readonly from: string; readonly to: string };
}

/** The objects of two manifests that differ in more than their labels, by kind and name. A text that does not parse has none. */
export function changedObjects(before = '', after = ''): ObjectChange[] {
  const [old, now] = [objects(before), objects(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap(key => {
    const [was, is] = [old.get(key), now.get(key)];
    if (JSON.stringify(working(was)) === JSON.stringify(working(is))) return [];
    const { kind, name } = headOf(is ?? was);
    const [from, to] = [imageOf(was), imageOf(is)];
    const action = was === undefined ? 'created' : is === undefined ? 'removed' : 'changed';
    const podsChange = action === 'changed' && JSON.stringify(template(was)) !== JSON.stringify(template(is));
    return [
      {
        kind,
        name,
        action,
        podsChange,
        ...(from !== undefined && to !== undefined && from !== to ? { image: { from, to } } : {}),
      },
    ];
  });
}

function objects(text: string): Map<string, unknown> {
  const { documents } = parseDocuments(text, new LineCounter());
  const values = documents.map(document => document.toJS({ maxAliasCount: -1 }) as unknown);
  return new Map(
    values
      .filter(value => value !== null)
      .map(value => {
        const { kind, name } = headOf(value);
        return [`${kind} ${name}`, value] as const;
      }),
  );
}

/** Without its own labels, which nothing acts on; annotations are orders to a controller. */
function working(value: unknown): unknown {
  const metadata = at(value, 'metadata');
  if (typeof value !== 'object' || typeof metadata !== 'object') return value;
  return { ...value, metadata: { ...metadata, labels: undefined } };
}

function headOf(value: unknown): { kind: string; name: string } {
  const [kind, name] = [at(value, 'kind'), at(value, 'metadata', 'name')];
  return { kind: typeof kind === 'string' ? kind : '', name: typeof name === 'string' ? name : '' };
}

const template = (value: unknown) => at(value, 'spec', 'template');

/** Of the first container, which is that of the service. */
function imageOf(value: unknown): string | undefined {
  const image = at(template(value), 'spec', 'containers', 0, 'image');
  return typeof image === 'string' ? image : undefined;
}

function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<string | number, unknown>)[key];
  }
  return current;
}
