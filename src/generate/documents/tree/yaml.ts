import {
  type Alias,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Range,
  type Scalar,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import { type Problem, problem } from '../../../errors/index.ts';
import type { Token } from '../../../model/token.ts';
import type { TreeNode } from './node.ts';

/** Deeper and larger documents are refused: the largest real SPECs have 10 levels and 2,000 values. */
const maxDepth = 64;
const maxNodes = 50_000;
/** More of them help nobody. */
const maxErrors = 10;

export interface YamlTree {
  readonly root?: TreeNode;
  readonly problems: readonly Problem[];
}

/** Parses YAML 1.2. `start` is where its first character stands in the file: a fence in Markdown begins further down. */
export function parseYaml(text: string, start: Token): YamlTree {
  const places = new Places(text, start);
  if (flowDepth(text) > maxDepth) return { problems: [tooDeep(start)] };
  // Keys are checked for uniqueness below: the library compares each with all others, which takes a minute per MB.
  const document = parseDocument(text, { lineCounter: places.lines, uniqueKeys: false, prettyErrors: false });
  const [first, ...others] = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (first) return { problems: [yamlProblem(first, others.length, places)] };
  const reader = new TreeReader(places);
  const root = reader.read(document.contents, 0);
  return { problems: reader.problems, ...(root && reader.problems.length === 0 ? { root } : {}) };
}

const tooDeep = ({ at }: Token) => problem('yaml-too-deep', { limit: maxDepth }, { at });

/** An upper bound of the nesting of flow collections and compact lists, found before the recursive parser sees them. */
function flowDepth(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const line of text.split('\n')) {
    const dashes = /^ *((?:[-?] )+)/.exec(line)?.[1]?.length ?? 0;
    deepest = Math.max(deepest, depth + dashes / 2);
    for (const sign of line) {
      if (sign === '[' || sign === '{') depth += 1;
      if ((sign === ']' || sign === '}') && depth > 0) depth -= 1;
      deepest = Math.max(deepest, depth);
    }
  }
  return deepest;
}

class Places {
  readonly lines = new LineCounter();
  readonly #text: string;
  readonly #start: Token;

  constructor(text: string, start: Token) {
    this.#text = text;
    this.#start = start;
  }

  at(offset: number, length: number): Token['at'] {
    const { line, col } = this.lines.linePos(Math.min(offset, this.#text.length));
    const { file, line: first, column } = this.#start.at;
    return { file, line: first + Math.max(line, 1) - 1, column: column + Math.max(col, 1) - 1, length };
  }

  /** The token of a node: without its quotes where the text stands in the source as it is meant. */
  token(range: Range | null | undefined, text: string): Token {
    const [from, to] = range ?? [0, 0];
    const written = this.#text.slice(from, to);
    const inner = written.indexOf(text);
    if (text !== '' && inner >= 0 && inner <= 1) return { text, at: this.at(from + inner, text.length) };
    const firstLine = written.split('\n')[0] ?? '';
    return { text, at: this.at(from, firstLine.length) };
  }
}

/** One wrong indent makes the parser stumble again and again: only the first error says where to look. */
function yamlProblem({ pos, message }: YAMLError, others: number, places: Places): Problem {
  const at = places.at(pos[0], Math.max(1, Math.min(pos[1] - pos[0], 80)));
  return problem('yaml-syntax', { reason: message.split('\n')[0] ?? message, others }, { at });
}

/** Resolves aliases and counts what they expand to, so that a small text cannot become a huge tree. */
class TreeReader {
  readonly problems: Problem[] = [];
  readonly #places: Places;
  readonly #anchors = new Map<string, unknown>();
  #count = 0;

  constructor(places: Places) {
    this.#places = places;
  }

  read(node: unknown, depth: number): TreeNode | undefined {
    if (this.#isRefused) return undefined;
    this.#count += 1;
    if (!isNode(node)) return undefined;
    if (this.#count > maxNodes)
      return this.#report(node, problem('yaml-too-many-nodes', { limit: maxNodes }));
    if (depth > maxDepth) return this.#report(node, problem('yaml-too-deep', { limit: maxDepth }));
    if (isAlias(node)) return this.#alias(node, depth);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    if (isMap(node)) return this.#map(node, depth);
    if (isSeq(node)) {
      const items = node.items.flatMap(item => this.read(item, depth + 1) ?? []);
      return { kind: 'list', token: this.#places.token(node.range, ''), items };
    }
    if (!isScalar(node) || node.value === null) return undefined;
    return { kind: 'scalar', token: this.#places.token(node.range, scalarText(node)) };
  }

  get #isRefused(): boolean {
    return this.problems.some(({ id }) => id !== 'yaml-duplicate-key');
  }

  #alias(alias: Alias, depth: number): TreeNode | undefined {
    const { source } = alias;
    if (this.#anchors.has(source)) return this.read(this.#anchors.get(source), depth + 1);
    return this.#report(
      alias,
      problem('yaml-syntax', { reason: `no anchor &${source} before this alias`, others: 0 }),
    );
  }

  #map(map: YAMLMap, depth: number): TreeNode {
    const entries = new Map<string, { key: Token; node: TreeNode }>();
    const keys = new Set<string>();
    for (const { key, value } of map.items) {
      if (!isScalar(key)) continue;
      const token = this.#places.token(key.range, scalarText(key));
      if (keys.has(token.text)) this.#report(key, problem('yaml-duplicate-key', { key: token.text }));
      keys.add(token.text);
      const node = this.read(value, depth + 1);
      if (node) entries.set(token.text, { key: token, node });
    }
    return { kind: 'map', token: this.#places.token(map.range, ''), entries };
  }

  #report({ range }: Pick<Node, 'range'>, found: Problem): undefined {
    const [from, to] = range ?? [0, 1];
    if (this.problems.length < maxErrors) {
      this.problems.push({ ...found, at: this.#places.at(from, Math.max(1, Math.min(to - from, 80))) });
    }
    return undefined;
  }
}

/** Numbers keep the form in which they were written: a version 3.10 is not 3.1. */
function scalarText(node: Scalar): string {
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}
