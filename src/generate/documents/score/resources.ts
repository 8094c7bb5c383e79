import type { FieldPath } from '../../../model/facts.ts';
import { isProblem } from '../../../model/values/parse.ts';
import { bytes } from '../../../model/values/quantities.ts';
import type { MapEntry, TreeNode } from '../tree/node.ts';
import type { Filler } from './fill.ts';
import { resourceKind } from './resource-kinds.ts';
import { child, entriesOf, itemsOf, type Sheet, scalar } from './sheet.ts';
import { isVolume, type Mounts } from './volumes.ts';

interface Known {
  /** What resources are called in the project, by their names in the file. */
  readonly names: ReadonlyMap<string, string>;
  readonly mounts: Mounts;
  /** Those that are no more than what is mounted. */
  readonly plain: ReadonlySet<string>;
  readonly filler: Filler;
  readonly sheet: Sheet;
}

/**
 * Reads the resources that the workload needs: the service depends on each. A volume that is mounted is a volume of the
 * service, and a resource only where more is said about it than its type.
 */
export function readResources(root: TreeNode, known: Known): void {
  for (const [name, entry] of entriesOf(child(root, 'resources'))) {
    const type = scalar(entry.node, 'type');
    if (!type) continue;
    const volumes = isVolume(entry.node) ? known.mounts.get(name) : undefined;
    for (const volume of volumes ?? []) readMounted(volume, type, entry.node, known.sheet);
    if (!volumes || !known.plain.has(name)) readResource(known.names.get(name) ?? name, name, entry, known);
  }
}

/** The type says what kind of volume it is, a param its size. */
function readMounted(volume: FieldPath, type: TreeNode, node: TreeNode, sheet: Sheet): void {
  sheet.state([...volume, 'kind'], 'persistent', type);
  const size = scalar(child(node, 'params'), 'size');
  const amount = size && bytes('storage')(size.token);
  if (size && amount !== undefined && !isProblem(amount))
    sheet.state([...volume, 'size'], amount, size, { derived: true });
}

function readResource(name: string, written: string, { key, node }: MapEntry, known: Known): void {
  const { sheet, filler } = known;
  const path = ['resources', { name }];
  const [type, specific, id] = [scalar(node, 'type'), scalar(node, 'class'), scalar(node, 'id')];
  sheet.stateKey([...path, 'name'], name, id?.token ?? key);
  if (id) sheet.use(id);
  if (type) {
    sheet.state([...path, 'kind'], resourceKind(type.token.text), type, { derived: true });
    sheet.state([...path, 'type'], type.token.text, type);
  }
  if (specific) sheet.state([...path, 'class'], specific.token.text, specific);
  for (const [annotation, entry] of entriesOf(child(child(node, 'metadata'), 'annotations'))) {
    const own = [...path, 'annotations', { name: annotation }];
    if (entry.node.kind !== 'scalar') continue;
    sheet.stateKey([...own, 'name'], annotation, entry.key);
    sheet.state([...own, 'value'], entry.node.token.text, entry.node);
  }
  readParams(child(node, 'params'), '', path, { sheet, filler, field: `resources.${written}.params` });
  const dependency = ['service', 'dependencies', { name }];
  sheet.stateKey([...dependency, 'name'], name, key);
  sheet.stateKey([...dependency, 'until'], 'started', key);
  sheet.stateKey([...dependency, 'required'], true, key);
}

/** Params of any depth, by dotted name: items of a list by their number, a dot inside a key after a backslash. */
function readParams(
  node: TreeNode | undefined,
  name: string,
  path: FieldPath,
  context: { readonly sheet: Sheet; readonly filler: Filler; readonly field: string },
): void {
  const below = (step: string) => (name === '' ? step : `${name}.${step}`);
  for (const [key, entry] of entriesOf(node))
    readParams(entry.node, below(key.replaceAll('.', '\\.')), path, context);
  for (const [i, item] of itemsOf(node).entries()) readParams(item, below(String(i)), path, context);
  const { sheet, filler, field } = context;
  if (node?.kind === 'null') sheet.gathering.skip(`${field}.${name}`, node.token);
  if (node?.kind !== 'scalar' || name === '') return;
  const { text, problems } = filler.fill(node, `${field}.${name}`);
  sheet.report(...problems);
  const own = [...path, 'params', { name }];
  sheet.state([...own, 'name'], name, node);
  sheet.state([...own, 'value'], text, node);
}
