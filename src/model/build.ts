import type { FieldPath, Scalar } from './facts.ts';
import type { Resource } from './resource.ts';
import type { Service } from './service.ts';
import { resources as resourcesShape, service as serviceShape } from './shape/project.ts';
import { anyText } from './shape/scalars.ts';
import type { NamedShape, RecordShape, Shape } from './shape/shape.ts';

/** A value on its way: keys are property names of ours, or `name:` and `index:` keys of list items. */
interface Branch {
  readonly children: Map<string, Branch | Scalar>;
}

interface Entry {
  readonly path: FieldPath;
  readonly value: Scalar;
}

const documents: NamedShape = {
  kind: 'named',
  about: 'The documents that were read',
  key: anyText('document'),
  fields: { kind: anyText('kind of document'), file: anyText('file') },
};
const whole: RecordShape = { ...serviceShape, fields: { ...serviceShape.fields, documents } };

/** The frozen service out of fields whose paths begin with `service`. Its keys stand in the order of its shape. */
export function buildService(entries: Iterable<Entry>): Service {
  return freeze(grow(entries).children.get('service'), whole) as Service;
}

/** The frozen resources out of fields whose paths begin with `resources`. */
export function buildResources(entries: Iterable<Entry>): readonly Resource[] {
  const found = grow(entries).children.get('resources');
  const items = typeof found === 'object' ? [...found.children.values()] : [];
  return Object.freeze(
    items.flatMap(item => (typeof item === 'object' ? [buildResource(item)] : [])),
  ) as readonly Resource[];
}

/** The lists of a network are no part of the others. */
function buildResource({ children }: Branch): unknown {
  const { components: _components, zones: _zones, ...others } = resourcesShape.fields;
  const fields = children.get('kind') === 'network' ? resourcesShape.fields : others;
  return freezeRecord(children, { name: resourcesShape.key, ...fields });
}

/** Item names live in Maps, so no name can reach a prototype. */
function grow(entries: Iterable<Entry>): Branch {
  const root: Branch = { children: new Map() };
  for (const { path, value } of entries) {
    let branch = root;
    for (const part of path.slice(0, -1)) branch = branchAt(branch, keyOf(part));
    const last = path.at(-1);
    if (last !== undefined) branch.children.set(keyOf(last), value);
  }
  return root;
}

const keyOf = (part: FieldPath[number]) =>
  typeof part === 'object' ? `name:${part.name}` : typeof part === 'number' ? `index:${part}` : part;

function branchAt(branch: Branch, key: string): Branch {
  const found = branch.children.get(key);
  if (typeof found === 'object') return found;
  const made: Branch = { children: new Map() };
  branch.children.set(key, made);
  return made;
}

function freeze(node: Branch | Scalar | undefined, shape: Shape): unknown {
  if (shape.kind === 'scalar') return typeof node === 'object' ? undefined : node;
  const children = typeof node === 'object' ? node.children : new Map<string, Branch | Scalar>();
  if (shape.kind === 'record') return freezeRecord(children, shape.fields);
  const items = [...children.values()];
  if (shape.kind === 'list') return Object.freeze(items.filter(item => typeof item !== 'object'));
  const fields = shape.kind === 'rows' ? shape.fields : { name: shape.key, ...shape.fields };
  return Object.freeze(
    items.flatMap(item => (typeof item === 'object' ? [freezeRecord(item.children, fields)] : [])),
  );
}

function freezeRecord(
  children: ReadonlyMap<string, Branch | Scalar>,
  fields: Readonly<Record<string, Shape>>,
): unknown {
  const pairs = Object.entries(fields).flatMap(([key, shape]) => {
    const child = children.get(key);
    const isSpared = child === undefined && (shape.kind === 'scalar' || isOptional(shape));
    return isSpared ? [] : [[key, freeze(child, shape)] as const];
  });
  return Object.freeze(Object.fromEntries(pairs));
}

const isOptional = (shape: Shape) => shape.kind === 'record' && shape.optional;
