import { LineCounter, parseAllDocuments, type YAMLError } from 'yaml';
import { type Problem, problem } from '../../../errors/index.ts';
import type { Token } from '../../../model/token.ts';
import type { TreeNode } from './node.ts';
import { Places } from './places.ts';
import { maxDepth, TreeReader } from './tree-reader.ts';

export interface YamlTree {
  readonly root?: TreeNode;
  readonly problems: readonly Problem[];
}

export interface YamlStream {
  /** One root a document that holds anything; empty when there are problems. */
  readonly roots: readonly TreeNode[];
  readonly problems: readonly Problem[];
}

/** Parses one YAML 1.2 document. `start` is where its first character stands in the file: a fence in Markdown begins further down. */
export function parseYaml(text: string, start: Token): YamlTree {
  const { roots, problems, places } = parse(text, start);
  const [root, second] = roots;
  if (second) {
    const at = { ...second.token.at, length: 1 };
    const reason = 'a second document begins here, and one is expected';
    return { problems: [problem('yaml-syntax', { reason, others: 0 }, { at: places ? at : start.at })] };
  }
  return root ? { root, problems } : { problems };
}

/** Parses a stream of YAML 1.2 documents, parted by `---`: several Compose files in one. */
export function parseYamlStream(text: string, start: Token): YamlStream {
  const { roots, problems } = parse(text, start);
  return { roots, problems };
}

function parse(text: string, start: Token): YamlStream & { places?: Places } {
  if (flowDepth(text) > maxDepth) return { roots: [], problems: [tooDeep(start)] };
  const lines = new LineCounter();
  const places = new Places(text, start, lines);
  // Keys are checked for uniqueness by the reader: the library compares each with all others, which takes a minute per MB.
  const documents = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false });
  const parsed = Array.isArray(documents) ? documents : [];
  const errors = parsed.flatMap(document => document.errors).toSorted((a, b) => a.pos[0] - b.pos[0]);
  const [first, ...others] = errors;
  if (first) return { roots: [], problems: [yamlProblem(first, others.length, places)] };
  const reader = new TreeReader(places);
  const roots = parsed.flatMap(document => reader.document(document.contents) ?? []);
  return { roots: reader.problems.length === 0 ? roots : [], problems: reader.problems, places };
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

/** One wrong indent makes the parser stumble again and again: only the first error says where to look. */
function yamlProblem({ pos, message }: YAMLError, others: number, places: Places): Problem {
  const at = places.at(pos[0], Math.max(1, Math.min(pos[1] - pos[0], 80)));
  return problem('yaml-syntax', { reason: message.split('\n')[0] ?? message, others }, { at });
}
