import { problem } from '../../../../errors/index.ts';
import type { Token } from '../../../../model/token.ts';
import type { Gathering } from '../../gathering.ts';
import type { MapNode, TreeNode } from '../../tree/node.ts';
import { child, entriesOf, itemsOf, textOf } from '../tree.ts';
import { composeService } from './service.ts';
import type { ServiceFiles } from './service-files.ts';
import type { ComposeProject, FileSource } from './types.ts';

/** Types a loaded project. `profiles` are those that are asked for; `*` asks for all. */
export function composeProject(
  root: MapNode,
  profiles: ReadonlySet<string>,
  files: ServiceFiles,
  gathering: Gathering,
): ComposeProject {
  const inactive = new Set<string>();
  const services = entriesOf(child(root, 'services')).flatMap(({ key, node }) => {
    if (node.kind !== 'map') return [];
    const wanted = itemsOf(child(node, 'profiles')).flatMap(item => textOf(item) ?? []);
    if (!isActive(wanted, profiles)) {
      const facts = { name: key.text, profiles: wanted.map(({ text }) => text) };
      gathering.problems.push(problem('compose-profile-inactive', facts, { at: key.at }));
      inactive.add(key.text);
      return [];
    }
    files.follow(wanted);
    const variables = files.variables(child(node, 'env_file'));
    const labels = files.labels(child(node, 'label_file'));
    return [composeService(key, node, { variables, labels })];
  });
  return {
    services,
    inactive,
    volumes: new Map(entriesOf(child(root, 'volumes')).map(({ key }) => [key.text, key])),
    secrets: fileSources(child(root, 'secrets')),
    configs: fileSources(child(root, 'configs')),
  };
}

function isActive(wanted: readonly Token[], profiles: ReadonlySet<string>): boolean {
  return wanted.length === 0 || profiles.has('*') || wanted.some(({ text }) => profiles.has(text));
}

function fileSources(node: TreeNode | undefined): ReadonlyMap<string, FileSource> {
  return new Map(
    entriesOf(node).map(({ key, node: source }) => {
      const [file, content] = [textOf(source, 'file'), textOf(source, 'content')];
      return [key.text, { ...(file ? { file } : {}), ...(content ? { content } : {}) }];
    }),
  );
}
