import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Failure, type Problem } from '../../../errors/index.ts';
import type { Artifact } from '../../../generate/artifacts/shared/artifact.ts';
import type { Adapter } from '../../../generate/checks/tools/adapters/adapter.ts';
import { adapters } from '../../../generate/checks/tools/adapters/index.ts';
import { tools } from '../../../generate/checks/tools/catalogue.ts';
import { toolPlaces } from '../../../generate/checks/tools/places.ts';
import { type ScannedFile, type ScanResult, scan } from '../../../generate/checks/tools/scan.ts';
import { refuseUnknown } from '../../tools.ts';

/** A file as it will be, and where it goes. */
export interface Placed {
  readonly artifact: Artifact;
  /** Relative to the root of the project. */
  readonly path: string;
}

export interface Scans {
  readonly results: readonly ScanResult[];
  /** Tools that are not here, or failed. */
  readonly problems: readonly Problem[];
}

export interface ScanOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Is told of each tool before it runs. */
  readonly tell: (tool: string, files: number) => void;
}

/** Real tools: all that are known, or those of these names; none where it is absent. */
export type WantedTools = 'all' | readonly string[] | undefined;

/** @throws Failure `tool-unknown` with exit code 64 */
export function chosenAdapters(wanted: WantedTools): readonly Adapter[] {
  if (wanted === undefined) return [];
  if (wanted === 'all') return adapters;
  refuseUnknown(wanted, [...new Set(adapters.map(({ tool }) => programOf(tool)))]);
  return adapters.filter(({ tool }) => wanted.includes(programOf(tool)));
}

/** Some read several kinds of files in several ways: "check-jsonschema gitlab-ci". */
const programOf = (tool: string) => tool.split(' ')[0] ?? tool;

/** What is not installed by devops-flow is this very Node, or whatever is on the PATH. */
export function versionOf(tool: string): string {
  const known = tools.find(({ name }) => name === programOf(tool));
  return known?.version ?? (tool === 'node' ? process.version : 'from PATH');
}

/** Tools see a copy: nothing that one of them writes lands in the project. */
export async function scanFiles(
  chosen: readonly Adapter[],
  files: readonly Placed[],
  { env, tell }: ScanOptions,
): Promise<Scans> {
  const problems: Problem[] = [];
  const results: ScanResult[] = [];
  if (chosen.length === 0) return { results, problems };
  const places = toolPlaces(env);
  const root = mkdtempSync(join(tmpdir(), 'devops-flow-validate-'));
  try {
    for (const file of files) write(root, file);
    const scanned = files.map(({ artifact: { kind }, path }): ScannedFile => ({ kind, path }));
    for (const adapter of chosen)
      try {
        results.push(await scan(adapter, root, scanned, places, count => tell(adapter.tool, count)));
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        problems.push(...error.problems);
      }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return { results, problems };
}

function write(root: string, { path, artifact: { content, mode } }: Placed): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content, { mode });
}
