/** What is done once all files are merged: resets take effect, and of two items about one thing the later stays. */
import type { MapNode, TreeNode } from '../../tree/node.ts';
import { child, list, mapEntries, textOf, withChild } from '../tree.ts';

/** What an item of a list is about: two items about the same are one. */
type Identity = (item: TreeNode) => string | undefined;

const same: Identity = item => textOf(item)?.text;
const by =
  (...keys: readonly string[]): Identity =>
  item =>
    keys.map(key => textOf(item, key)?.text ?? '').join(' ');
const granted =
  (folder: string): Identity =>
  item =>
    textOf(item, 'target')?.text ?? `${folder}/${textOf(item, 'source')?.text ?? ''}`;

const identities: Readonly<Record<string, Identity>> = {
  cap_add: same,
  cap_drop: same,
  configs: granted(''),
  devices: by('target'),
  dns: same,
  dns_opt: same,
  dns_search: same,
  env_file: by('path'),
  expose: same,
  external_links: same,
  extra_hosts: same,
  group_add: same,
  label_file: same,
  links: same,
  ports: by('host_ip', 'published', 'target', 'protocol'),
  profiles: same,
  secrets: granted('/run/secrets'),
  security_opt: same,
  tmpfs: same,
  volumes: by('target'),
  volumes_from: same,
};

export function settle(root: MapNode): MapNode {
  const stripped = strip(root);
  if (stripped?.kind !== 'map') return { ...root, entries: new Map() };
  const services = child(stripped, 'services');
  if (services?.kind !== 'map') return stripped;
  return withChild(stripped, 'services', mapEntries(services, settleService));
}

function settleService(service: TreeNode): TreeNode {
  if (service.kind !== 'map') return service;
  return Object.entries(identities).reduce<MapNode>((map, [key, identity]) => {
    const node = map.entries.get(key)?.node;
    return node?.kind === 'list' ? withChild(map, key, unique(node.items, identity, node)) : map;
  }, service);
}

function unique(items: readonly TreeNode[], identity: Identity, node: TreeNode): TreeNode {
  const kept = new Map<string, TreeNode>();
  for (const [i, item] of items.entries()) kept.set(identity(item) ?? `#${i}`, item);
  return kept.size === items.length ? node : list(node.token, [...kept.values()]);
}

/** The tree without what is reset. */
function strip(node: TreeNode): TreeNode | undefined {
  if (node.tag === '!reset') return undefined;
  if (node.kind === 'map') return mapEntries(node, strip);
  if (node.kind !== 'list') return node;
  const items = node.items.flatMap(item => strip(item) ?? []);
  return items.length === node.items.length && items.every((item, i) => item === node.items[i])
    ? node
    : { ...node, items };
}
