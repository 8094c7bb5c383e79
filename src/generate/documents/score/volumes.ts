import { problem } from '../../../errors/index.ts';
import type { FieldPath } from '../../../model/facts.ts';
import { label } from '../../../model/names.ts';
import { isProblem } from '../../../model/values/parse.ts';
import { mountPath } from '../../../model/values/text.ts';
import type { ScalarNode, TreeNode } from '../tree/node.ts';
import type { Container } from './container.ts';
import { child, entriesOf, itemsOf, scalar } from './sheet.ts';
import { stateTarget, type Target, targetsOf } from './targets.ts';

/** The volumes that each resource has become, by its name in the file: the paths of their facts. */
export type Mounts = Map<string, FieldPath[]>;

/**
 * Reads what is mounted into a container, and adds it to `mounts`. A volume is called like the resource in the file, so
 * that containers that mount the same resource share one.
 */
export function readVolumes(container: Container, plain: ReadonlySet<string>, mounts: Mounts): void {
  const { node, field, sheet } = container;
  const taken = new Map<string, number>();
  for (const found of targetsOf(child(node, 'volumes'), `${field}.volumes`, sheet)) {
    const source = scalar(found.node, 'source');
    if (!source) continue;
    if (isProblem(mountPath('mount path')(found.target))) {
      const rule = 'a volume has an absolute path in the container, of letters, digits and . _ -';
      const facts = { field: found.field, text: found.target.text, rule };
      sheet.report(problem('score-path-unusable', facts, { at: found.target.at }));
      continue;
    }
    readVolume(found, source, container, { plain, mounts, taken });
  }
}

interface Known {
  /** Resources that are no more than what is mounted. */
  readonly plain: ReadonlySet<string>;
  readonly mounts: Mounts;
  /** Names of volumes of the same container, with the number of the last that was given. */
  readonly taken: Map<string, number>;
}

function readVolume(found: Target, source: ScalarNode, container: Container, known: Known): void {
  const { sheet, filler } = container;
  const { text, isOpen, problems } = filler.fill(source, `${found.field}.source`);
  sheet.report(...problems);
  const resource = resourceIn(source.token.text);
  const name = freeName(label(resource ?? text) ?? 'volume', known.taken);
  const volume = [...container.path, 'volumes', { name }];
  sheet.state([...volume, 'name'], name, source);
  sheet.state([...volume, 'kind'], 'persistent', source, { derived: true });
  if (resource === undefined || !known.plain.has(resource))
    sheet.state([...volume, 'source'], isOpen ? (resourceIn(text) ?? text) : text, source);
  if (resource !== undefined) {
    const volumes = known.mounts.get(resource);
    if (volumes) volumes.push(volume);
    else known.mounts.set(resource, [volume]);
  }
  stateTarget([...volume, 'path'], found, sheet);
  const part = scalar(found.node, 'path');
  if (part) sheet.state([...volume, 'subPath'], part.token.text, part);
  const readOnly = scalar(found.node, 'readOnly');
  if (readOnly) sheet.state([...volume, 'readOnly'], readOnly.value === true, readOnly);
}

/** The resource that a source consists of: `${resources.data}`. */
const resourceIn = (source: string) => /^\$\{resources\.([\w-]+)\}$/.exec(source)?.[1];

/**
 * The resources of which nothing is said but that they are volumes, and that no container mounts twice: each is the
 * volume that is called like it, and no resource beside it.
 */
export function plainVolumes(root: TreeNode): ReadonlySet<string> {
  const volumes = entriesOf(child(root, 'resources')).filter(
    ([, { node }]) => isVolume(node) && entriesOf(node).length === 1,
  );
  const plain = new Set(volumes.map(([name]) => name));
  for (const [, { node }] of entriesOf(child(root, 'containers'))) {
    const seen = new Set<string>();
    for (const source of sourcesOf(child(node, 'volumes'))) {
      if (seen.has(source)) plain.delete(source);
      seen.add(source);
    }
  }
  return plain;
}

const sourcesOf = (volumes: TreeNode | undefined) =>
  [...entriesOf(volumes).map(([, { node }]) => node), ...itemsOf(volumes)].flatMap(
    node => resourceIn(scalar(node, 'source')?.token.text ?? '') ?? [],
  );

export function isVolume(resource: TreeNode | undefined): boolean {
  return scalar(resource, 'type')?.token.text.toLowerCase() === 'volume';
}

/** The name itself, or with the first number from 2 on that is free. */
function freeName(wanted: string, taken: Map<string, number>): string {
  let number = (taken.get(wanted) ?? 0) + 1;
  let name = number === 1 ? wanted : `${wanted}-${number}`;
  for (; number > 1 && taken.has(name); name = `${wanted}-${number}`) number += 1;
  taken.set(wanted, number);
  if (name !== wanted) taken.set(name, 1);
  return name;
}
