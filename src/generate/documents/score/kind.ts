import type { TreeNode } from '../tree/node.ts';

/** What a YAML file is that is not a Score file; undefined when it is one. */
export function strangerOf(root: TreeNode | undefined): string | undefined {
  if (!root) return 'an empty file';
  if (root.kind !== 'map') return root.kind === 'list' ? 'a list' : 'plain text';
  const { entries } = root;
  const apiVersion = entries.get('apiVersion')?.node.token.text;
  if (apiVersion !== undefined && entries.has('kind')) return 'a Kubernetes object';
  if (apiVersion !== undefined || entries.has('containers')) return undefined;
  if (entries.has('services')) return 'a Compose file';
  return entries.has('implementation') ? 'a SPEC' : 'a file with other contents';
}
