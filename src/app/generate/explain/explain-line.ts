import { existsSync, readFileSync } from 'node:fs';
import { failure, type Problem } from '../../../errors/index.ts';
import { Baselines } from '../../../generate/workspace/baselines/baselines.ts';
import { sha256 } from '../../../generate/workspace/sha256.ts';
import type { LineState } from '../../schemas/explain.ts';
import type { LoadedProject } from '../documents/load.ts';
import { findGenerated, type GeneratedFile } from '../find-generated.ts';
import { mapLines } from '../line-map.ts';
import { remakeFile } from '../remake-file.ts';

export interface ExplainedLine {
  readonly loaded: LoadedProject;
  /** What there is to say of a write that was cut off before. */
  readonly problems: readonly Problem[];
  readonly state: LineState;
  /** The text of the line as it stands in the file. */
  readonly text: string;
  readonly fields: readonly string[];
  /** The line that is generated there, and which part of it was edited. */
  readonly generated?: EditedLine;
}

export interface EditedLine {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The fields that a line of a generated file shows: the documents that the lock names are read again, the file is
 * made again in memory, and the line is followed through a hand edit where that is simple.
 *
 * @throws Failure `file-not-generated`, `line-outside`, `file-no-longer-generated`, or what is wrong with the documents
 */
export async function explainLine(name: string, line: number, workingFolder: string): Promise<ExplainedLine> {
  const generated = await findGenerated(name, workingFolder);
  if (!existsSync(generated.file)) throw failure('file-missing', { file: name, wanted: 'the line' });
  const text = readFileSync(generated.file, 'utf8');
  const lines = linesOf(text);
  const shown = lines[line - 1];
  if (shown === undefined) throw failure('line-outside', { file: name, line, lines: lines.length });

  const { loaded, artifact } = await remakeFile(generated, name, workingFolder);
  const origin = mapLines(linesOf(artifact.content), lines)[line - 1] ?? { state: 'new' };
  const at = origin.state === 'new' ? 0 : origin.line;
  const state = stateOf(origin.state, generated, text, line);
  const made = state === 'edited' ? linesOf(artifact.content)[at - 1] : undefined;
  const spans = artifact.spans.filter(({ from, to }) => from <= at && at <= to);
  return {
    loaded,
    problems: generated.problems,
    text: shown,
    state,
    ...(made === undefined ? {} : { generated: editedPart(made, shown) }),
    fields: [...new Set(spans.map(({ field }) => field))],
  };
}

/** A line that differs from what is generated now was changed by a person, or the documents have moved on. */
function stateOf(
  origin: 'same' | 'changed' | 'new',
  { root, locked }: GeneratedFile,
  text: string,
  line: number,
): LineState {
  if (origin === 'same') return 'generated';
  if (sha256(text) === locked.sha256) return 'outdated';
  const baseline = new Baselines(root).read(locked.sha256);
  const before = baseline === undefined ? undefined : mapLines(linesOf(baseline), linesOf(text))[line - 1];
  if (before?.state === 'same') return 'outdated';
  return origin === 'changed' ? 'edited' : 'by-hand';
}

/** What of the generated line is not in the other one: all between the same beginning and the same end. */
function editedPart(text: string, other: string): EditedLine {
  const most = Math.min(text.length, other.length);
  let from = 0;
  while (from < most && text[from] === other[from]) from++;
  let same = 0;
  while (same < most - from && text.at(-1 - same) === other.at(-1 - same)) same++;
  return { text, from, to: text.length - same };
}

/** The newline at the end of a file begins no further line. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
