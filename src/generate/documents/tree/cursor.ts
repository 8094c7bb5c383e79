import { type Place, type Problem, problem } from '../../../errors/index.ts';
import type { FieldPath } from '../../../model/facts.ts';
import type { Token } from '../../../model/token.ts';
import type { Parse } from '../../../model/values/parse.ts';
import type { Gathering } from '../gathering.ts';
import { jsonText } from './json.ts';
import { shapes, type TreeNode } from './node.ts';
import type { Trail } from './trail.ts';

/** A Markdown document has thousands of small trees, each asked for the same keys. */
const knownSteps = new Map<string, readonly string[]>();

function stepsOf(keys: string): readonly string[] {
  const known = knownSteps.get(keys) ?? keys.split('.');
  knownSteps.set(keys, known);
  return known;
}

const join = (above: string, keys: string) =>
  above === '' || keys === '' ? above + keys : `${above}.${keys}`;

/** Walks a tree by names and remembers what has been read, so that the rest can be reported as unused. */
export class Cursor {
  readonly #node: TreeNode | undefined;
  /** Dotted keys, as problems name it. */
  readonly name: string;
  readonly #trail: Trail;
  readonly #gathering: Gathering;

  /** A null says nothing: it is read as if its key were not there. */
  constructor(node: TreeNode | undefined, name: string, trail: Trail, gathering: Gathering) {
    this.#node = node?.kind === 'null' ? undefined : node;
    this.name = name;
    this.#trail = trail;
    this.#gathering = gathering;
  }

  get place(): Place | undefined {
    return this.#node?.token.at;
  }

  /** The node under dotted keys; one that is not there can be asked on without harm. */
  at(keys: string): Cursor {
    return this.#walk(keys, true);
  }

  /** As `at`, but what is not a mapping on the way is no mistake: it is as if nothing were there. */
  inside(keys: string): Cursor {
    return this.#walk(keys, false);
  }

  #walk(keys: string, complains: boolean): Cursor {
    const steps = stepsOf(keys);
    let node = this.#node;
    for (let i = 0; i < steps.length && node; i++) {
      const key = steps[i] ?? '';
      if (node.kind === 'map') this.#trail.ask(node, key, () => join(this.name, steps.slice(0, i).join('.')));
      else if (complains && node.kind !== 'null')
        this.#wrongShape(node, join(this.name, steps.slice(0, i + 1).join('.')), 'a mapping');
      node = node.kind === 'map' ? node.entries.get(key)?.node : undefined;
    }
    return new Cursor(node, join(this.name, keys), this.#trail, this.#gathering);
  }

  /** The items of a list. A single value counts as a list of one. */
  items(): readonly Cursor[] {
    const node = this.#node;
    if (!node) return [];
    this.#trail.used.add(node);
    const items = node.kind === 'list' ? node.items.filter(({ kind }) => kind !== 'null') : [node];
    return items.map((item, i) => new Cursor(item, `${this.name}[${i}]`, this.#trail, this.#gathering));
  }

  /** The entries of a mapping, each with its key; none for anything else. */
  entries(): readonly (readonly [Token, Cursor])[] {
    const node = this.#node;
    if (node?.kind !== 'map') return [];
    return [...node.entries].map(([name, { key, node: value }]) => [
      key,
      new Cursor(value, join(this.name, name), this.#trail, this.#gathering),
    ]);
  }

  /** All that stands here as JSON, and marked as read. It has the place where it begins. */
  json(): Token | undefined {
    const node = this.#node;
    if (!node) return undefined;
    this.#takeAll(node);
    return { ...node.token, ...jsonText(node) };
  }

  #takeAll(node: TreeNode): void {
    const { used } = this.#trail;
    // What several aliases mean is one node.
    if (used.has(node)) return;
    used.add(node);
    for (const [, child] of childrenOf(node)) {
      if (child.kind === 'scalar') this.#gathering.follow(child.token);
      this.#takeAll(child);
    }
  }

  get isList(): boolean {
    return this.#node?.kind === 'list';
  }

  get isMap(): boolean {
    return this.#node?.kind === 'map';
  }

  /** The value as text, and marked as read; behind a reference to a threshold the value of its registry. */
  value(expected = 'a single value'): Token | undefined {
    const written = this.#written(expected);
    return written && this.#gathering.resolve(written);
  }

  /** The value as it is written, and not marked as read; undefined for a list or a mapping. */
  peek(): Token | undefined {
    return this.#node?.kind === 'scalar' ? this.#node.token : undefined;
  }

  /** Reads the value into a field. True if there was one. */
  read(path: FieldPath, parse: Parse, options: { derived?: true } = {}): boolean {
    return this.#gathering.read(path, this.#written('a single value'), parse, options);
  }

  /** As `read`, but a reference that a form leaves open stays unread: it promises nothing yet. */
  readFilled(path: FieldPath, parse: Parse, options: { derived?: true } = {}): void {
    const written = this.peek();
    if (written && !this.#gathering.isUnfilled(written)) this.read(path, parse, options);
  }

  #written(expected: string): Token | undefined {
    const node = this.#node;
    if (!node) return undefined;
    this.#trail.used.add(node);
    if (node.kind === 'scalar') return node.token;
    this.#wrongShape(node, this.name, expected);
    return undefined;
  }

  #wrongShape(node: TreeNode, field: string, expected: string): void {
    const found = shapes[node.kind];
    const same = ({ id, at }: Problem) => id === 'document-shape' && at === node.token.at;
    if (this.#gathering.problems.some(same)) return;
    this.#gathering.problems.push(
      problem('document-shape', { field, expected, found }, { at: node.token.at }),
    );
  }
}

/** Reports the largest parts of the tree in which nothing has been read. Nothing is lost with a null. */
export function reportUnused(root: TreeNode, used: ReadonlySet<TreeNode>, gathering: Gathering): void {
  const hasUse = (node: TreeNode): boolean =>
    used.has(node) || childrenOf(node).some(([, child]) => hasUse(child));
  const walk = (node: TreeNode, name: string, key: Token): void => {
    if (node.kind === 'null' || (node.kind === 'scalar' && used.has(node))) return;
    if (name !== '' && !hasUse(node)) gathering.skip(name, key);
    else
      for (const [step, child, childKey] of childrenOf(node)) {
        walk(child, name === '' ? step : `${name}.${step}`, childKey);
      }
  };
  walk(root, '', root.token);
}

function childrenOf(node: TreeNode): readonly (readonly [string, TreeNode, Token])[] {
  if (node.kind === 'scalar' || node.kind === 'null') return [];
  if (node.kind === 'list') return node.items.map((item, i) => [String(i), item, item.token] as const);
  const hidden = (node.hidden ?? []).map(({ key, node }) => [key.text, node, key] as const);
  return [...[...node.entries].map(([name, { key, node }]) => [name, node, key] as const), ...hidden];
}
