import type { Token } from '../../../model/token.ts';
import type { MapNode, TreeNode } from '../tree/node.ts';
import { referenceIn } from './reference.ts';
import type { Registry } from './registry.ts';

/** What a YAML registry says about itself. */
const aboutItself = new Set([
  'id',
  'document_id',
  'registry_document',
  'title',
  'version',
  'status',
  'metadata',
  'custom_fields',
  'document_control',
  'tags',
]);

/**
 * Defines the thresholds of a tree: below `thresholds` where it has that key; else all of it in a file or a section about
 * thresholds. Elsewhere a list of own references with their values in comments counts, as ADRs have it:
 * `- "@threshold: ADR.01.pool.max"  # 100`.
 */
export function defineTree(
  root: TreeNode | undefined,
  registry: Registry,
  where: 'file' | 'section' | 'fence',
): void {
  if (root?.kind !== 'map') return;
  const own = root.entries.get('thresholds')?.node;
  const walk = new TreeWalk(registry, own !== undefined || where !== 'fence');
  if (own) walk.define(own, '');
  else
    for (const [key, { node }] of root.entries)
      if (where !== 'file' || !aboutItself.has(key)) walk.define(node, key);
}

class TreeWalk {
  readonly #registry: Registry;
  readonly #takesKeys: boolean;

  constructor(registry: Registry, takesKeys: boolean) {
    this.#registry = registry;
    this.#takesKeys = takesKeys;
  }

  define(node: TreeNode, name: string): void {
    if (node.kind === 'list') for (const item of node.items) this.#item(item);
    if (node.kind === 'map') this.#map(node, name);
    if (node.kind === 'scalar' && this.#takesKeys) this.#registry.define(name, node.token);
  }

  #map(node: MapNode, name: string): void {
    const [value, unit] = [single(node, 'value'), single(node, 'unit')];
    if (value && this.#takesKeys) {
      this.#registry.define(name, value, unit?.text);
      return;
    }
    for (const [key, entry] of node.entries) this.define(entry.node, name === '' ? key : `${name}.${key}`);
  }

  /** A reference to another document, with a comment, defines nothing. */
  #item(item: TreeNode): void {
    if (item.kind === 'map' && this.#takesKeys) this.#keyed(item);
    if (item.kind !== 'scalar') return;
    const reference = referenceIn(item.token.text);
    const value = this.#registry.wordBehind(item.token);
    if (reference?.registry === undefined || !value) return;
    const name = `${reference.registry.replace('-', '.')}.${reference.key}`;
    if (this.#registry.owns(name)) this.#registry.define(name, value, '');
  }

  /** `- { key: perf.api.p95, value: 200, unit: ms }`. */
  #keyed(item: MapNode): void {
    const [key, value] = [single(item, 'key'), single(item, 'value')];
    if (key && value) this.#registry.define(key.text, value, single(item, 'unit')?.text);
  }
}

function single(node: MapNode, key: string): Token | undefined {
  const found = node.entries.get(key)?.node;
  return found?.kind === 'scalar' ? found.token : undefined;
}
