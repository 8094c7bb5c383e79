import type { Token } from '../../../../model/token.ts';
import type { MapNode, TreeNode } from '../../tree/node.ts';
import { child, entriesOf, itemsOf, textOf } from '../tree.ts';
import type {
  ComposeBuild,
  ComposeDependency,
  ComposePort,
  ComposeService,
  Grant,
  Healthcheck,
  Mount,
  Pair,
} from './types.ts';

/** Types one service of a tree in long form. `variables` and `labels` are those of its files, which count less. */
export function composeService(
  key: Token,
  node: MapNode,
  fromFiles: { readonly variables: readonly Pair[]; readonly labels: readonly Pair[] },
): ComposeService {
  const command = wordsOf(node, 'command');
  const entrypoint = wordsOf(node, 'entrypoint');
  const build = buildOf(child(node, 'build'));
  const healthcheck = healthcheckOf(child(node, 'healthcheck'));
  return {
    key,
    node,
    ...some('image', textOf(node, 'image')),
    ...some('build', build),
    ...some('command', command),
    ...some('entrypoint', entrypoint),
    ports: itemsOf(child(node, 'ports')).flatMap(portOf),
    expose: textsOf(child(node, 'expose')),
    variables: joined(fromFiles.variables, pairsOf(child(node, 'environment'))),
    labels: joined(fromFiles.labels, pairsOf(child(node, 'labels'))),
    annotations: pairsOf(child(node, 'annotations')),
    mounts: itemsOf(child(node, 'volumes')).flatMap(mountOf),
    tmpfs: textsOf(child(node, 'tmpfs')),
    secrets: itemsOf(child(node, 'secrets')).flatMap(grantOf),
    configs: itemsOf(child(node, 'configs')).flatMap(grantOf),
    dependencies: entriesOf(child(node, 'depends_on')).map(entry => dependencyOf(entry.key, entry.node)),
    links: textsOf(child(node, 'links')),
    ...some('healthcheck', healthcheck),
  };
}

/** The property where there is a value. */
function some<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}

const textsOf = (node: TreeNode | undefined): readonly Token[] =>
  itemsOf(node).flatMap(item => textOf(item) ?? []);

function wordsOf(node: MapNode, key: string): readonly Token[] | undefined {
  const found = child(node, key);
  return found?.kind === 'list' ? textsOf(found) : undefined;
}

function pairsOf(node: TreeNode | undefined): readonly Pair[] {
  return entriesOf(node).map(({ key, node: value }) => ({ name: key, ...some('value', textOf(value)) }));
}

/** Of two values of one name the later counts. */
function joined(...groups: readonly (readonly Pair[])[]): readonly Pair[] {
  return [...new Map(groups.flat().map(pair => [pair.name.text, pair])).values()];
}

function buildOf(node: TreeNode | undefined): ComposeBuild | undefined {
  if (!node) return undefined;
  return {
    at: node.token,
    ...some('context', textOf(node, 'context')),
    ...some('dockerfile', textOf(node, 'dockerfile')),
    isInline: child(node, 'dockerfile_inline') !== undefined,
    ...some('target', textOf(node, 'target')),
    arguments: pairsOf(child(node, 'args')),
  };
}

function portOf(node: TreeNode): readonly ComposePort[] {
  const [target, protocol] = [textOf(node, 'target'), textOf(node, 'protocol')];
  if (!target || !protocol) return [];
  return [
    {
      target,
      protocol,
      ...some('name', textOf(node, 'name')),
      ...some('published', textOf(node, 'published')),
      ...some('application', textOf(node, 'app_protocol')),
      ...some('host', textOf(node, 'host_ip')),
    },
  ];
}

function mountOf(node: TreeNode): readonly Mount[] {
  const [type, target] = [textOf(node, 'type'), textOf(node, 'target')];
  if (!type || !target) return [];
  const options = child(node, type.text);
  return [
    {
      type,
      target,
      ...some('source', textOf(node, 'source')),
      ...some('readOnly', textOf(node, 'read_only')),
      ...some('subPath', textOf(options, 'subpath')),
      ...some('size', textOf(options, 'size')),
      options: [
        textOf(node, 'consistency'),
        ...['selinux', 'propagation', 'nocopy'].map(key => textOf(options, key)),
      ].flatMap(token => token ?? []),
    },
  ];
}

function grantOf(node: TreeNode): readonly Grant[] {
  const source = textOf(node, 'source');
  if (!source) return [];
  return [{ source, ...some('target', textOf(node, 'target')), ...some('mode', textOf(node, 'mode')) }];
}

function dependencyOf(service: Token, node: TreeNode): ComposeDependency {
  const [condition, required] = [textOf(node, 'condition'), textOf(node, 'required')];
  return { service, ...some('condition', condition), ...some('required', required) };
}

function healthcheckOf(node: TreeNode | undefined): Healthcheck | undefined {
  if (!node) return undefined;
  return {
    test: textsOf(child(node, 'test')),
    ...some('disable', textOf(node, 'disable')),
    ...some('interval', textOf(node, 'interval')),
    ...some('timeout', textOf(node, 'timeout')),
    ...some('retries', textOf(node, 'retries')),
  };
}
