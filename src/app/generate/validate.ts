import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Failure, type Problem, problem, worstFirst } from '../../errors/index.ts';
import type { Artifact } from '../../generate/artifacts/shared/artifact.ts';
import { placeOf } from '../../generate/artifacts/shared/folders.ts';
import { builtInRules } from '../../generate/checks/rules.ts';
import { suppressionsIn } from '../../generate/checks/suppressions.ts';
import { adapters } from '../../generate/checks/tools/adapters/index.ts';
import { tools } from '../../generate/checks/tools/catalogue.ts';
import { findTool, type ToolPlaces, toolPlaces } from '../../generate/checks/tools/places.ts';
import { type ScannedFile, type ScanResult, scan } from '../../generate/checks/tools/scan.ts';
import { nearest } from '../../model/names.ts';
import type { ValidateFields } from '../schemas/validate.ts';
import type { PrepareRequest } from './prepare.ts';
import { hasError, type Proposal, placesOf, propose } from './propose.ts';
import { coveredProblems } from './secrets/covered-problems.ts';

export interface ValidateRequest extends PrepareRequest {
  /** Real tools: all that are known, or those of these names; none where it is absent. */
  readonly tools?: 'all' | readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Is told of each tool before it runs. */
  readonly tell: (tool: string, files: number) => void;
}

export interface ValidateResult {
  readonly services: readonly string[];
  readonly files: number;
  readonly fields: Omit<ValidateFields, 'findings'> & { readonly findings: readonly Problem[] };
  /** What is wrong beside the findings: with documents, and with tools. */
  readonly problems: readonly Problem[];
  readonly ok: boolean;
}

/** A file as it will be, and where it goes. */
interface Placed {
  readonly artifact: Artifact;
  /** Relative to the root of the project. */
  readonly path: string;
}

/**
 * The rules of devops-flow, and real tools where they are asked for, over the files as `generate` would leave them:
 * edits of a person included, the team's own files too. Changes nothing.
 *
 * @throws Failure for options and documents, and `tool-unknown` with exit code 64
 */
export async function validate(request: ValidateRequest): Promise<ValidateResult> {
  const chosen = chosenAdapters(request.tools);
  const proposal = await propose({ ...request, command: 'check' });
  const files = filesOf(proposal);
  const run = await runTools(chosen, files, request);
  const found = proposal.problems.filter(({ artifact }) => artifact !== undefined);
  const toolFindings = run.results.flatMap(result => findingsOf(result, files, proposal.shown));
  const findings = coveredProblems(worstFirst([...found, ...toolFindings]));
  const problems = worstFirst([
    ...proposal.problems.filter(({ artifact }) => artifact === undefined),
    ...run.problems,
  ]);
  return {
    ok: !hasError(findings) && !hasError(problems),
    services: proposal.prepared.loaded.sourced.project.services.map(({ name }) => name),
    files: files.length,
    problems,
    fields: {
      findings,
      suppressed: files.flatMap(({ artifact, path }) =>
        suppressionsIn(artifact.content).map(one => ({ ...one, file: proposal.shown(path) })),
      ),
      rules: builtInRules.length,
      tools: run.results.map(({ tool, files: read, findings: all, seconds }) => ({
        name: tool,
        version: toolOf(tool)?.version ?? process.version,
        files: read,
        findings: all.length,
        seconds,
      })),
    },
  };
}

function chosenAdapters(wanted: ValidateRequest['tools']): typeof adapters {
  if (wanted === undefined) return [];
  if (wanted === 'all') return adapters;
  const known = [...new Set(adapters.map(({ tool }) => programOf(tool)))];
  const unknown = wanted.filter(name => !known.includes(name));
  if (unknown.length > 0)
    throw new Failure(
      unknown.map(name => problem('tool-unknown', { name, known, suggestion: nearest(name, known) })),
      64,
    );
  return adapters.filter(({ tool }) => wanted.includes(programOf(tool)));
}

/** Some read several kinds of files in several ways: "check-jsonschema gitlab-ci". */
const programOf = (tool: string) => tool.split(' ')[0] ?? tool;

/** Undefined for what needs no installation: Node itself. */
const toolOf = (tool: string) => tools.find(({ name }) => name === programOf(tool));

function filesOf({ prepared, artifacts }: Proposal): readonly Placed[] {
  const places = placesOf(prepared.scopes);
  return artifacts.map(artifact => {
    const place = placeOf(artifact);
    return { artifact, path: places.get(place) ?? place };
  });
}

/** Tools see a copy: nothing that one of them writes lands in the project. */
async function runTools(
  chosen: typeof adapters,
  files: readonly Placed[],
  { env, tell }: ValidateRequest,
): Promise<{ readonly results: readonly ScanResult[]; readonly problems: readonly Problem[] }> {
  const problems: Problem[] = [];
  const results: ScanResult[] = [];
  if (chosen.length === 0) return { results, problems };
  const places = toolPlaces(env);
  const root = mkdtempSync(join(tmpdir(), 'devops-flow-validate-'));
  try {
    for (const { artifact, path } of files) write(root, path, artifact);
    const scanned = files.map(({ artifact: { kind }, path }): ScannedFile => ({ kind, path }));
    for (const adapter of chosen) {
      const result = await runTool(adapter, root, scanned, places, tell);
      if ('findings' in result) results.push(result);
      else problems.push(...result.problems);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return { results, problems };
}

function write(root: string, path: string, { content, mode }: Artifact): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content, { mode });
}

async function runTool(
  adapter: (typeof adapters)[number],
  root: string,
  files: readonly ScannedFile[],
  places: ToolPlaces,
  tell: ValidateRequest['tell'],
): Promise<ScanResult | { readonly problems: readonly Problem[] }> {
  const read = files.filter(({ kind }) => !adapter.kinds || adapter.kinds.includes(kind));
  const tool = toolOf(adapter.tool);
  // What reads none of the files is not missed.
  if (read.length > 0 && tool && findTool(tool, places)) tell(adapter.tool, read.length);
  try {
    return await scan(adapter, root, files, places);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { problems: error.problems };
  }
}

/** How a file is laid out is no fault of it. */
const aboutLayout = new Set(['yamllint', 'shfmt']);

/** What a team wrote itself, a tool can only warn of. */
function findingsOf(
  { tool, findings }: ScanResult,
  files: readonly Placed[],
  shown: Proposal['shown'],
): readonly Problem[] {
  const byPath = new Map(files.map(({ artifact, path }) => [path, artifact]));
  return findings.map(({ id, message, file, line }): Problem => {
    const artifact = byPath.get(file);
    const text = line === undefined ? undefined : artifact?.content.split('\n')[line - 1];
    const isMild = aboutLayout.has(tool) || artifact?.ownership === 'yours';
    return {
      ...problem('tool-finding', { tool, rule: id, message }),
      id: `${tool}/${id}`,
      severity: isMild ? 'warning' : 'error',
      artifact: shown(file),
      ...(text === undefined ? {} : { detail: [`${line} | ${text}`] }),
    };
  });
}
