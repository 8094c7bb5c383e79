/** The short forms of a Compose file, each by where it stands, turned into the one long form that all later steps read. */
import type { Gathering } from '../../gathering.ts';
import type { MapNode, TreeNode } from '../../tree/node.ts';
import { child, fields, implied, mapEntries, nothing, textOf, withChild } from '../tree.ts';
import { command, healthTest } from './command.ts';
import { below, type Form, misshapen, type Spot, tagged } from './form.ts';
import { knownKeys, reportUnknownKeys } from './keys.ts';
import { device, mount } from './mounts.ts';
import { dependencies, each, hosts, namesTo, pairs, several, shortFor } from './pairs.ts';
import { ports } from './ports.ts';

/** A mapping each of whose named parts has a form of its own. Keys that are not known are reported. */
const record =
  (forms: Readonly<Record<string, Form>>, keys?: ReadonlySet<string>, title = ''): Form =>
  (node, spot) => {
    if (node.kind === 'null') return node;
    if (node.kind !== 'map') return misshapen(node, spot, 'a mapping');
    if (keys) reportUnknownKeys(node, keys, title, spot.gathering);
    return Object.entries(forms).reduce<MapNode>((map, [key, form]) => {
      const part = map.entries.get(key)?.node;
      if (!part || part.tag === '!reset') return map;
      const long = form(part, below(spot, key));
      return withChild(map, key, long && long !== part ? tagged(long, part) : long);
    }, node);
  };

/** A mapping of names, each of whose values has the form. */
const named =
  (form: Form): Form =>
  (node, spot) => {
    if (node.kind === 'null') return node;
    if (node.kind !== 'map') return misshapen(node, spot, 'a mapping from names to definitions');
    return mapEntries(node, (item, key) =>
      item.tag === '!reset' ? item : form(item, below(spot, key.text)),
    );
  };

const asIs: Form = node => node;
const grant = each(shortFor('source'));

const build = record(
  {
    args: pairs,
    labels: pairs,
    additional_contexts: pairs,
    extra_hosts: hosts,
    secrets: grant,
    ssh: several,
    cache_from: several,
    cache_to: several,
    tags: several,
    platforms: several,
  },
  knownKeys.build,
  'a build',
);

const deploy = record(
  { labels: pairs, resources: record({}, knownKeys.resources, 'resources') },
  knownKeys.deploy,
  'a deploy',
);

const healthcheck = record({ test: healthTest }, knownKeys.healthcheck, 'a healthcheck');

const hooks = each(record({ command }));

const service = record(
  {
    annotations: pairs,
    build: (node, spot) => {
      const long = shortFor('context')(node, spot);
      return long && build(long, spot);
    },
    cap_add: several,
    cap_drop: several,
    command,
    configs: grant,
    depends_on: dependencies,
    deploy,
    devices: each(device),
    dns: several,
    dns_opt: several,
    dns_search: several,
    entrypoint: command,
    env_file: each(shortFor('path')),
    environment: pairs,
    expose: several,
    extends: shortFor('service'),
    extra_hosts: hosts,
    healthcheck,
    label_file: several,
    labels: pairs,
    links: several,
    models: namesTo(nothing),
    networks: namesTo(nothing),
    ports,
    post_start: hooks,
    pre_start: hooks,
    pre_stop: hooks,
    profiles: several,
    secrets: grant,
    sysctls: pairs,
    tmpfs: several,
    volumes: each(mount),
    volumes_from: several,
  },
  knownKeys.service,
  'a service',
);

/** `external: { name: X }` is `external: true` and `name: X`. */
const resource: Form = (node, spot) => {
  if (node.kind === 'null') return node;
  if (node.kind !== 'map') return misshapen(node, spot, 'a mapping');
  const external = child(node, 'external');
  const name = textOf(external, 'name');
  const plain =
    external?.kind === 'map' ? withChild(node, 'external', implied('true', external.token)) : node;
  const whole = name ? withChild(plain, 'name', { kind: 'scalar', token: name }) : plain;
  return child(whole, 'labels') ? (record({ labels: pairs })(whole, spot) ?? whole) : whole;
};

const include: Form = (item, spot) => {
  const long = shortFor('path')(item, spot);
  return long && record({ path: several, env_file: several })(long, spot);
};

const file = record(
  {
    include: each(include),
    services: named((node, spot) => (node.kind === 'null' ? fields(node.token, {}) : service(node, spot))),
    volumes: named(resource),
    networks: named(resource),
    secrets: named(resource),
    configs: named(resource),
    models: named(asIs),
  },
  knownKeys.file,
  'a Compose file',
);

/** Ports that all ranges of a file together stand for. */
const maxRanges = 2000;

/** The whole tree of one Compose file in its long form. What is no Compose at all is a problem. */
export function longForm(root: TreeNode, gathering: Gathering): MapNode | undefined {
  const spot: Spot = { field: '', gathering, ranges: { left: maxRanges } };
  if (root.kind !== 'map') return misshapen(root, { ...spot, field: 'the Compose file' }, 'a mapping');
  const whole = file(root, spot);
  return whole?.kind === 'map' ? whole : undefined;
}
