import { failure } from '../../../errors/index.ts';
import type { Artifact } from '../../artifacts/shared/artifact.ts';
import type { Adapter, Finding } from './adapters/adapter.ts';
import { tools } from './catalogue.ts';
import { findTool, type ToolPlaces } from './places.ts';
import { runProgram } from './run-program.ts';

/** A file on the disk, as much of it as a tool asks for. */
export interface ScannedFile {
  /** Below the root, with forward slashes. */
  readonly path: string;
  readonly kind: Artifact['kind'];
}

export interface ScanResult {
  readonly tool: string;
  /** How many of the files are of a kind that it reads; none, and it was not run. */
  readonly files: number;
  readonly findings: readonly Finding[];
  readonly seconds: number;
}

/**
 * Runs one tool over the files of one folder.
 *
 * @param starts is told how many files the tool reads, before it runs
 * @throws Failure `tool-not-installed`; `tool-failed` when it does not print what it is known to print
 */
export async function scan(
  adapter: Adapter,
  root: string,
  all: readonly ScannedFile[],
  places: ToolPlaces,
  starts: (files: number) => void = () => undefined,
): Promise<ScanResult> {
  const { tool, kinds } = adapter;
  const read = all.filter(({ kind }) => !kinds || kinds.includes(kind));
  const files = read.map(({ path }) => path);
  if (files.length === 0) return { tool, files: 0, findings: [], seconds: 0 };
  const scanned = { root, files, kinds: new Set(read.map(({ kind }) => kind)), pathOf: pathsIn(places) };
  const argv = adapter.argv(scanned);
  starts(files.length);
  const started = performance.now();
  const outcome = await runProgram(argv, { cwd: root });
  const seconds = (performance.now() - started) / 1000;
  try {
    return { tool, files: files.length, findings: adapter.findings(outcome, scanned), seconds };
  } catch (error) {
    const said = outcome.stderr.trim() || (error instanceof Error ? error.message : String(error));
    throw failure('tool-failed', { tool, code: outcome.code, said: said.split('\n').at(-1) ?? '' });
  }
}

function pathsIn(places: ToolPlaces): (name: string) => string {
  return name => {
    const tool = tools.find(known => known.name === name);
    if (!tool) throw new Error(`no tool is called ${name}`);
    const found = findTool(tool, places);
    if (!found) throw failure('tool-not-installed', { tool: name, version: tool.version });
    return found.path;
  };
}
