import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  type Range,
  type Scalar,
  type YAMLError,
} from 'yaml';
import { type Problem, problem } from '../../../errors/index.ts';
import type { Token } from '../../../model/token.ts';
import type { SpecNode } from './node.ts';

/** Deeper and larger documents are refused: the largest real SPECs have 10 levels and 2,000 values. */
const maxDepth = 64;
const maxNodes = 50_000;

export interface YamlTree {
  readonly root?: SpecNode;
  readonly problems: readonly Problem[];
}

/** Parses YAML 1.2. `start` is where its first character stands in the file: a fence in Markdown begins further down. */
export function parseYaml(text: string, start: Token): YamlTree {
  const places = new Places(text, start);
  if (flowDepth(text) > maxDepth) return { problems: [tooDeep(start)] };
  const document = parseDocument(text, { lineCounter: places.lines, version: '1.2', prettyErrors: false });
  const problems = document.errors.map(error => yamlProblem(error, places, text));
  if (problems.length > 0) return { problems };
  const reader = new TreeReader(document, places);
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

function yamlProblem({ code, pos, message }: YAMLError, places: Places, text: string): Problem {
  const at = places.at(pos[0], Math.max(1, Math.min(pos[1] - pos[0], 80)));
  if (code === 'DUPLICATE_KEY') {
    const key = /^[^:\n]{1,80}/.exec(text.slice(pos[0], pos[0] + 80))?.[0] ?? '';
    return problem('yaml-duplicate-key', { key }, { at: { ...at, length: key.length } });
  }
  return problem('yaml-syntax', { reason: message.split('\n')[0] ?? message }, { at });
}

/** Resolves aliases and counts what they expand to, so that a small text cannot become a huge tree. */
class TreeReader {
  readonly problems: Problem[] = [];
  readonly #document: Document.Parsed;
  readonly #places: Places;
  #count = 0;

  constructor(document: Document.Parsed, places: Places) {
    this.#document = document;
    this.#places = places;
  }

  read(node: unknown, depth: number): SpecNode | undefined {
    if (this.problems.length > 0) return undefined;
    this.#count += 1;
    const range = (node as { range?: Range | null } | null)?.range;
    if (this.#count > maxNodes) return this.#refuse(range, 'yaml-too-many-nodes', maxNodes);
    if (depth > maxDepth) return this.#refuse(range, 'yaml-too-deep', maxDepth);
    if (isAlias(node)) return this.read((node as Alias).resolve(this.#document), depth + 1);
    if (isMap(node)) return this.#map(node.items, range, depth);
    if (isSeq(node)) {
      const items = node.items.flatMap(item => this.read(item, depth + 1) ?? []);
      return { kind: 'list', token: this.#places.token(range, ''), items };
    }
    if (!isScalar(node) || node.value === null) return undefined;
    return { kind: 'scalar', token: this.#places.token(range, scalarText(node)) };
  }

  #map(pairs: readonly Pair[], range: Range | null | undefined, depth: number): SpecNode {
    const entries = new Map<string, { key: Token; node: SpecNode }>();
    for (const { key, value } of pairs) {
      if (!isScalar(key)) continue;
      const node = this.read(value, depth + 1);
      const token = this.#places.token(key.range, scalarText(key));
      if (node) entries.set(token.text, { key: token, node });
    }
    return { kind: 'map', token: this.#places.token(range, ''), entries };
  }

  #refuse(
    range: Range | null | undefined,
    id: 'yaml-too-deep' | 'yaml-too-many-nodes',
    limit: number,
  ): undefined {
    this.problems.push(problem(id, { limit }, { at: this.#places.at(range?.[0] ?? 0, 1) }));
    return undefined;
  }
}

/** Numbers keep the form in which they were written: a version 3.10 is not 3.1. */
function scalarText(node: Scalar): string {
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}
