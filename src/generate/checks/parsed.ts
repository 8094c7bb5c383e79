import type { Dockerfile } from 'dockerfile-ast';
import { type Document, LineCounter } from 'yaml';
import { type Problem, type ProblemId, problem } from '../../errors/index.ts';
import { type Artifact, type ArtifactKind, isYamlKind, type YamlKind } from '../artifacts/shared/artifact.ts';
import { placeOf } from '../artifacts/shared/folders.ts';
import { gitConflicts } from '../artifacts/shared/git-conflicts.ts';
import { parseDockerfile } from '../dockerfile/index.ts';
import { readBlockYaml } from '../yaml/block.ts';
import { parseDocuments } from '../yaml/documents.ts';

/** A YAML document as a value, with the way back to its lines. */
export interface Tree {
  readonly value: unknown;
  /** The line (from 1) of the node at a path, or of the nearest node above it. */
  readonly lineOf: (path: Path) => number;
}

export type Path = readonly (string | number)[];

/** A file, parsed once for all checks. */
export interface Parsed {
  readonly artifact: Artifact;
  /** Path below the output folder. */
  readonly place: string;
  readonly lines: readonly string[];
  readonly trees: readonly Tree[];
  readonly dockerfile?: Dockerfile;
}

/** Nobody needs to parse where any text is one, and nobody here can for the rest. */
type Reader = 'yaml' | 'json' | 'dockerfile' | 'bash' | 'not needed' | 'nobody';

const readersOfOthers: Readonly<Record<Exclude<ArtifactKind, YamlKind>, Reader>> = {
  json: 'json',
  arm: 'json',
  dockerfile: 'dockerfile',
  // In tools/bash.ts: it takes the program.
  shell: 'bash',
  dockerignore: 'not needed',
  markdown: 'not needed',
  text: 'not needed',
  nginx: 'nobody',
  dotenv: 'nobody',
  'helm-template': 'nobody',
  'helm-text': 'nobody',
  hcl: 'nobody',
  jenkinsfile: 'nobody',
  javascript: 'nobody',
  typescript: 'nobody',
  python: 'nobody',
  go: 'nobody',
  java: 'nobody',
  ruby: 'nobody',
  php: 'nobody',
  csharp: 'nobody',
  rust: 'nobody',
  rego: 'nobody',
  msbuild: 'nobody',
};

/** Who parses a kind before it is written. */
export const readerOf = (kind: ArtifactKind): Reader => (isYamlKind(kind) ? 'yaml' : readersOfOthers[kind]);

/** Parses a file in its own language; what cannot be parsed is a problem, and has nothing for later checks. */
export function parseArtifact(artifact: Artifact): { parsed: Parsed; problems: Problem[] } {
  const base = { artifact, place: placeOf(artifact), lines: artifact.content.split('\n'), trees: [] };
  const lines = gitConflicts(artifact.content).map(({ from }) => from);
  if (lines.length > 0)
    return { parsed: base, problems: [finding(base, 'file-conflicted', { lines }, lines[0])] };
  const reader = readerOf(artifact.kind);
  if (reader === 'yaml') return parseYaml(base);
  if (reader === 'json') return { parsed: base, problems: jsonProblems(base) };
  if (reader !== 'dockerfile') return { parsed: base, problems: [] };
  return { parsed: { ...base, dockerfile: parseDockerfile(artifact.content) }, problems: [] };
}

function jsonProblems(file: Parsed): Problem[] {
  try {
    JSON.parse(file.artifact.content);
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [finding(file, 'artifact-unparsable', { language: 'JSON', reason })];
  }
}

function parseYaml(base: Parsed): { parsed: Parsed; problems: Problem[] } {
  const trees = readBlockYaml(base.artifact.content);
  return trees ? { parsed: { ...base, trees }, problems: [] } : parseAnyYaml(base);
}

function parseAnyYaml(base: Parsed): { parsed: Parsed; problems: Problem[] } {
  const counter = new LineCounter();
  const { documents, errors } = parseDocuments(base.artifact.content, counter);
  const problems = errors.map(({ from, message }) => {
    const facts = { language: 'YAML', reason: message.split('\n')[0] ?? message };
    return finding(base, 'artifact-unparsable', facts, counter.linePos(from).line);
  });
  if (problems.length > 0) return { parsed: base, problems };
  const trees = documents.map(document => ({
    value: document.toJS({ maxAliasCount: -1 }) as unknown,
    lineOf: (path: Path) => lineOf(document, counter, path),
  }));
  return { parsed: { ...base, trees }, problems };
}

function lineOf(document: Document, counter: LineCounter, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: readonly number[] } | undefined;
    const start = node?.range?.[0];
    if (start !== undefined) return counter.linePos(start).line;
  }
  return 1;
}

type FactsOf<Id extends ProblemId> = Parameters<typeof problem<Id>>[1];

/** A problem about a file, with the line it stands on where that is known. */
export function finding<Id extends ProblemId>(
  file: Parsed,
  id: Id,
  facts: FactsOf<Id>,
  line?: number,
): Problem {
  const shown = line === undefined ? undefined : file.lines[line - 1];
  const detail = shown === undefined ? {} : { detail: [`${line} | ${shown}`] };
  return problem(id, facts, { artifact: file.place, ...detail });
}

/** The value below `value` at a path; undefined where there is none. */
export function at(value: unknown, ...path: Path): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<string | number, unknown>)[key];
  }
  return current;
}

/** The items of a list; none for anything else. */
export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The entries of a mapping; none for anything else. */
export function pairs(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

/** A value as a person would read it. */
export function show(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
}
