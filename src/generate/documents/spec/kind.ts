import type { MapNode, TreeNode } from '../tree/node.ts';

/** Top-level keys of the form of a SPEC. */
const specKeys = new Set([
  'id',
  'summary',
  'metadata',
  'traceability',
  'threshold_references',
  'same_type_references',
  'req_implementations',
  'architecture',
  'interfaces',
  'behavior',
  'caching',
  'rate_limiting',
  'circuit_breaker',
  'performance',
  'security',
  'observability',
  'verification',
  'implementation',
  'operations',
  'changelog',
  'maintenance',
  'notes',
]);

/** True when a mapping begins where a SPEC begins, and not somewhere inside one. */
export function hasSpecKeys(root: TreeNode | undefined): root is MapNode {
  return root?.kind === 'map' && [...root.entries.keys()].some(key => specKeys.has(key));
}

/** What a YAML file is that is not a SPEC; undefined when it is one. */
export function strangerOf(root: TreeNode | undefined): string | undefined {
  if (!root) return 'an empty file';
  if (root.kind !== 'map') return root.kind === 'list' ? 'a list' : 'plain text';
  const { entries } = root;
  if (entries.has('implementation')) return undefined;
  const apiVersion = entries.get('apiVersion')?.node.token.text ?? '';
  if (apiVersion.startsWith('score.dev')) return 'a Score file';
  if (apiVersion !== '' && entries.has('kind')) return 'a Kubernetes object';
  if (entries.has('services')) return 'a Compose file';
  if (entries.has('openapi') || entries.has('swagger')) return 'an OpenAPI document';
  if (entries.has('jobs') && entries.has('on')) return 'a GitHub workflow';
  return entries.has('id') ? undefined : 'a file with other contents';
}
