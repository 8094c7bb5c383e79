import {
  type Alias,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { type Problem, problem } from '../../../errors/index.ts';
import { type MergeSource, mergedEntries } from './merge-key.ts';
import type { MapEntry, MapNode, TreeNode } from './node.ts';
import type { Places } from './places.ts';

/** Deeper and larger documents are refused: the largest real SPECs have 10 levels and 2,000 values. */
export const maxDepth = 64;
const maxNodes = 50_000;
/** More of them help nobody. */
const maxErrors = 10;

/**
 * Turns what the parser found into a tree of tokens. Aliases and merge keys are resolved, and what they expand to is
 * counted, so that a small text cannot become a huge tree. A value behind an alias keeps the place where it is written.
 */
export class TreeReader {
  readonly problems: Problem[] = [];
  readonly #places: Places;
  #anchors = new Map<string, unknown>();
  #count = 0;
  #refused = false;

  constructor(places: Places) {
    this.#places = places;
  }

  /** The tree of one document, undefined when there is nothing in it. Anchors end with their document. */
  document(contents: unknown): TreeNode | undefined {
    this.#anchors = new Map();
    const root = this.#read(contents, 0);
    return root?.kind === 'null' ? undefined : root;
  }

  #read(node: unknown, depth: number): TreeNode | undefined {
    if (this.#refused) return undefined;
    this.#count += 1;
    if (!isNode(node)) return undefined;
    if (this.#count > maxNodes) return this.#refuse(node, 'yaml-too-many-nodes', maxNodes);
    if (depth > maxDepth) return this.#refuse(node, 'yaml-too-deep', maxDepth);
    if (isAlias(node)) return this.#alias(node, depth);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    const tag = node.tag?.startsWith('!') ? { tag: node.tag } : {};
    if (isMap(node)) return { ...this.#map(node, depth), ...tag };
    if (isSeq(node))
      return { kind: 'list', token: this.#places.start(node.range), items: this.#items(node, depth), ...tag };
    if (!isScalar(node)) return undefined;
    if (isNull(node)) return { kind: 'null', token: this.#places.token(node.range, ''), ...tag };
    const value = typed(node);
    const token = this.#places.token(node.range, scalarText(node));
    return { kind: 'scalar', token, ...(value === undefined ? {} : { value }), ...tag };
  }

  #alias(alias: Alias, depth: number): TreeNode | undefined {
    const { source } = alias;
    if (this.#anchors.has(source)) return this.#read(this.#anchors.get(source), depth + 1);
    const reason = `no anchor &${source} before this alias`;
    return this.#stop(alias, problem('yaml-syntax', { reason, others: 0 }));
  }

  #items(list: YAMLSeq, depth: number): readonly TreeNode[] {
    return list.items.flatMap(item => this.#read(item, depth + 1) ?? []);
  }

  #map(map: YAMLMap, depth: number): MapNode {
    const own = new Map<string, MapEntry>();
    const merged: MergeSource[] = [];
    const keys = new Set<string>();
    for (const { key: written, value } of map.items) {
      const key = isAlias(written) ? this.#anchors.get(written.source) : written;
      if (!isScalar(key) || isNull(key)) {
        this.#report(isNode(written) ? written : map, problem('yaml-key-invalid', undefined));
        continue;
      }
      const token = this.#places.token((isNode(written) ? written : key).range, scalarText(key));
      if (key.anchor !== undefined) this.#anchors.set(key.anchor, key);
      if (keys.has(token.text)) this.#report(key, problem('yaml-duplicate-key', { key: token.text }));
      keys.add(token.text);
      const node = this.#read(value ?? emptyBehind(key), depth + 1);
      if (node && isMergeKey(key)) merged.push({ node, shared: sharedSources(value) });
      else if (node) own.set(token.text, { key: token, node });
    }
    return { kind: 'map', token: this.#places.start(map.range), ...this.#merge(merged, own, map) };
  }

  #merge(
    [source]: readonly MergeSource[],
    own: Map<string, MapEntry>,
    map: YAMLMap,
  ): Pick<MapNode, 'entries' | 'hidden'> {
    if (!source) return { entries: own };
    const merged = mergedEntries(source, own);
    if (merged) return merged;
    const key = map.items.find(item => isScalar(item.key) && isMergeKey(item.key))?.key;
    this.#report(isNode(key) ? key : map, problem('yaml-merge-invalid', undefined));
    return { entries: own };
  }

  #refuse(node: Node, id: 'yaml-too-many-nodes' | 'yaml-too-deep', limit: number): undefined {
    return this.#stop(node, problem(id, { limit }));
  }

  /** Reports what makes reading on useless. */
  #stop(node: Node, found: Problem): undefined {
    this.#refused = true;
    this.#report(node, found);
    return undefined;
  }

  #report({ range }: Pick<Node, 'range'>, found: Problem): void {
    const [from, to] = range ?? [0, 1];
    if (this.problems.length < maxErrors) {
      this.problems.push({ ...found, at: this.#places.at(from, Math.max(1, Math.min(to - from, 80))) });
    }
  }
}

const sharedSources = (value: unknown) => (isSeq(value) ? value.items : [value]).map(isAlias);

/** `? key` without a value: nothing stands behind the key. */
function emptyBehind(key: Scalar): Scalar {
  const end = key.range?.[1] ?? 0;
  return Object.assign(key.clone() as Scalar, { value: null, range: [end, end, end], anchor: undefined });
}

/** Behind a tag of another language the parser leaves a null as the text that it is. */
function isNull(node: Scalar): boolean {
  if (node.value === null) return true;
  const isPlain = node.type === undefined || node.type === 'PLAIN';
  return isPlain && node.tag?.startsWith('!') === true && /^(?:|~|null|Null|NULL)$/.test(scalarText(node));
}

/** `<<` of YAML 1.1, which all tools still read; in quotes it is a key like others. */
const isMergeKey = (key: Scalar) => key.value === '<<' && key.type === 'PLAIN';

/** Numbers keep the form in which they were written: a version 3.10 is not 3.1. */
function scalarText(node: Scalar): string {
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

function typed({ value }: Scalar): string | number | boolean | undefined {
  return ['string', 'number', 'boolean'].includes(typeof value)
    ? (value as string | number | boolean)
    : undefined;
}
