import { LineCounter } from 'yaml';
import { type Problem, problem } from '../../../errors/index.ts';
import type { Token } from '../../../model/token.ts';
import { type ParseError, parseStream, type Refusal } from '../../yaml/stream.ts';
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

/** Of real documents the densest have 0.33, and the longest stream is of some ten. */
const limits = { depth: maxDepth, documents: 100, density: 0.35 };

function parse(text: string, start: Token): YamlStream & { places?: Places } {
  const lines = new LineCounter();
  const places = new Places(text, start, lines);
  const { documents, errors, stopped, refusal } = parseStream(text, lines, limits);
  if (refusal) return { roots: [], problems: [refused(refusal, places)] };
  const [first, ...others] = errors;
  if (first) return { roots: [], problems: [yamlProblem(first, others.length, stopped, places)] };
  const reader = new TreeReader(places);
  const roots = documents.flatMap(document => reader.document(document.contents) ?? []);
  return { roots: reader.problems.length === 0 ? roots : [], problems: reader.problems, places };
}

const refused = ({ id, limit, offset }: Refusal, places: Places): Problem =>
  problem(id, { limit }, { at: places.at(offset, 1) });

/** One wrong indent makes the parser stumble again and again: only the first error says where to look. */
function yamlProblem(
  { from, to, message }: ParseError,
  others: number,
  atLeast: boolean,
  places: Places,
): Problem {
  const at = places.at(from, Math.max(1, Math.min(to - from, 80)));
  return problem('yaml-syntax', { reason: message.split('\n')[0] ?? message, others, atLeast }, { at });
}
