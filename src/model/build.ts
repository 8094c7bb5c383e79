import type { FieldPath, Scalar } from './facts.ts';
import type { Project } from './service.ts';

interface Branch {
  readonly list: boolean;
  /** Keys are property names of ours, or `name:` and `index:` keys of list items. */
  readonly children: Map<string, Branch | Scalar>;
}

/** Lists that every item of a named list has, even when no document fills them. */
const innerLists: ReadonlyMap<string, readonly string[]> = new Map([
  ['environments', ['regions']],
  ['scripts', ['environments']],
  ['playbooks', ['variables', 'tags']],
  ['observability', ['signals', 'alerts']],
  ['security', ['verification']],
  ['validation', ['requirements']],
]);

/** Lists that every service has, even when no document fills them. */
const serviceLists = [
  'endpoints',
  'variables',
  'volumes',
  'environments',
  'scripts',
  'scriptStandards',
  'playbooks',
  'playbookStandards',
  'observability',
  'security',
  'cost',
  'documents',
];

/** The order in which `explain` shows a service; what is not named comes after. */
const order = [
  'name',
  'summary',
  'kind',
  'version',
  'language',
  'languageVersion',
  'framework',
  'entryPoint',
  'source',
  'command',
  'image',
  'port',
  'health',
  'metricsPath',
  'endpoints',
  'variables',
  'volumes',
  'resources',
  'scaling',
  'shutdown',
  'rollout',
  'cloud',
  'environments',
];

/** Turns fields with paths into the frozen Project. Item names live in Maps, so no name can reach a prototype. */
export function build(
  entries: Iterable<{ readonly path: FieldPath; readonly value: Scalar }>,
  environments: readonly string[],
): Project {
  const root: Branch = { list: false, children: new Map() };
  const service = branchAt(root, 'service', false);
  for (const list of serviceLists) branchAt(service, list, true);
  branchAt(service, 'cloud', false);
  const automation = branchAt(service, 'automation', false);
  for (const list of ['workflow', 'validation']) branchAt(automation, list, true);
  branchAt(root, 'resources', true);
  for (const { path, value } of entries) place(root, path, value);
  addInnerLists(root, '');
  sortFields(service);
  const { service: built, resources } = freeze(root) as { service: unknown; resources: unknown };
  return Object.freeze({
    services: Object.freeze([built]),
    resources,
    environments: Object.freeze([...environments]),
  }) as Project;
}

const keyOf = (part: FieldPath[number]) =>
  typeof part === 'object' ? `name:${part.name}` : typeof part === 'number' ? `index:${part}` : part;

function branchAt(branch: Branch, key: string, list: boolean): Branch {
  const found = branch.children.get(key);
  if (typeof found === 'object') return found;
  const made: Branch = { list, children: new Map() };
  branch.children.set(key, made);
  return made;
}

function place(root: Branch, path: FieldPath, value: Scalar): void {
  let branch = root;
  for (const [i, part] of path.entries()) {
    const next = path[i + 1];
    if (next === undefined) branch.children.set(keyOf(part), value);
    else branch = branchAt(branch, keyOf(part), typeof next !== 'string');
  }
}

const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);

function sortFields({ children }: Branch): void {
  const sorted = [...children].toSorted(([a], [b]) => rank(a) - rank(b));
  children.clear();
  for (const [key, child] of sorted) children.set(key, child);
}

function addInnerLists(branch: Branch, listName: string): void {
  for (const [key, child] of branch.children) {
    if (typeof child !== 'object') continue;
    if (branch.list) for (const list of innerListsOf(listName, child)) branchAt(child, list, true);
    addInnerLists(child, branch.list ? '' : key);
  }
}

function innerListsOf(listName: string, item: Branch): readonly string[] {
  if (listName !== 'resources') return innerLists.get(listName) ?? [];
  return item.children.get('kind') === 'network' ? ['components', 'zones'] : [];
}

function freeze(node: Branch | Scalar): unknown {
  if (typeof node !== 'object') return node;
  const children = [...node.children].map(([key, child]) => [key, freeze(child)] as const);
  return node.list
    ? Object.freeze(children.map(([, child]) => child))
    : Object.freeze(Object.fromEntries(children));
}
