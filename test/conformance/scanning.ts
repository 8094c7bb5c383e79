import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../../src/errors/index.ts';
import { adapters } from '../../src/generate/checks/tools/adapters/index.ts';
import { toolPlaces } from '../../src/generate/checks/tools/places.ts';
import { type ScannedFile, type ScanResult, scan } from '../../src/generate/checks/tools/scan.ts';
import type { Tally } from '../suite/tally.ts';
import type { GeneratedFile } from './projects.ts';

type Adapter = (typeof adapters)[number];

const places = toolPlaces(process.env);

/** Runs every tool over the files that `of` gives it. */
export const scanAll = (
  root: string,
  of: (tool: string) => readonly ScannedFile[],
  tally: Tally,
): Promise<readonly ScanResult[]> =>
  resultsOf(adapters, adapter => scan(adapter, root, of(adapter.tool), places), tally);

/** Runs every tool over those files of stacks that `of` gives it. */
export const scanStacks = (
  root: string,
  of: (tool: string) => readonly GeneratedFile[],
  tally: Tally,
): Promise<readonly ScanResult[]> =>
  resultsOf(
    adapters,
    adapter => {
      const files = of(adapter.tool);
      if (adapter.comparesFiles) return scanEach(adapter, root, files);
      if (adapter.tool === 'checkov') return scanApart(adapter, root, files);
      return scan(adapter, root, files, places);
    },
    tally,
  );

/** Of files with the same text the first: shellcheck takes a second for three scripts, and many stacks have the same. */
export function eachTextOnce(root: string, files: readonly GeneratedFile[]): readonly GeneratedFile[] {
  const firsts = new Map<string, GeneratedFile>();
  for (const file of files) {
    const text = readFileSync(join(root, file.path), 'utf8');
    if (!firsts.has(text)) firsts.set(text, file);
  }
  return [...firsts.values()];
}

/** A tool that fails is a fault, and not in the results. */
async function resultsOf(
  chosen: readonly Adapter[],
  run: (adapter: Adapter) => Promise<ScanResult>,
  tally: Tally,
): Promise<readonly ScanResult[]> {
  const results: ScanResult[] = [];
  for (const adapter of chosen) {
    try {
      results.push(await run(adapter));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      tally.faultless(`${adapter.tool} can be read`, [error.message]);
    }
  }
  return results;
}

/** What is Terraform of one stack is held against that of the next by checkov: those each alone, all others at once. */
async function scanApart(
  adapter: Adapter,
  root: string,
  files: readonly GeneratedFile[],
): Promise<ScanResult> {
  const isApart = new Set(files.filter(({ kind }) => kind === 'hcl').map(({ stack }) => stack));
  const others = files.filter(({ stack }) => !isApart.has(stack));
  const folder = join(root, '..', 'without-terraform');
  for (const { path } of others) copy(join(root, path), join(folder, path));
  const [together, apart] = [
    await scan(adapter, folder, others, places),
    await scanEach(
      adapter,
      root,
      files.filter(({ stack }) => isApart.has(stack)),
    ),
  ];
  rmSync(folder, { recursive: true, force: true });
  return {
    tool: adapter.tool,
    files: together.files + apart.files,
    findings: [...together.findings, ...apart.findings],
    seconds: together.seconds + apart.seconds,
  };
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

/** One stack after another, for a tool that would compare the files of one with those of the next. */
async function scanEach(
  adapter: Adapter,
  root: string,
  files: readonly GeneratedFile[],
): Promise<ScanResult> {
  const results: ScanResult[] = [];
  for (const stack of new Set(files.map(file => file.stack))) {
    const own = files.filter(file => file.stack === stack);
    const below = own.map(file => ({ ...file, path: file.path.slice(stack.length + 1) }));
    const result = await scan(adapter, join(root, stack), below, places);
    const findings = result.findings.map(finding => ({ ...finding, file: `${stack}/${finding.file}` }));
    results.push({ ...result, findings });
  }
  return {
    tool: adapter.tool,
    files: results.reduce((sum, result) => sum + result.files, 0),
    findings: results.flatMap(({ findings }) => findings),
    seconds: results.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}
