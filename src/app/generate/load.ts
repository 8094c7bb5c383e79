import type { Problem } from '../../errors/index.ts';
import { Failure, problem } from '../../errors/index.ts';
import type { ReadableKind, Reading, UnusedField } from '../../generate/documents/index.ts';
import { assemble } from '../../model/assemble.ts';
import type { AdrNeed } from '../../model/facts.ts';
import type { ProjectOptions } from '../../model/options.ts';
import type { SourcedProject } from '../../model/origins.ts';
import type { Settings } from '../../model/settings.ts';
import { type DocumentChoice, type FoundDocument, namedDocuments } from './documents.ts';
import { findAdr, findDocuments } from './find-documents.ts';
import { readOverrideFiles } from './override-files.ts';
import { overrideOrigins } from './override-origins.ts';
import { readDocuments } from './read-documents.ts';

export interface LoadRequest extends DocumentChoice {
  readonly options?: ProjectOptions;
  /** The folder that holds `overrides/`, absolute; without it no override files are read. */
  readonly root?: string;
}

export interface LoadedProject {
  readonly sourced: SourcedProject;
  /** Warnings and notes. */
  readonly problems: readonly Problem[];
  /** Fields of the documents that no part of the project holds. */
  readonly unused: readonly UnusedField[];
  readonly documents: readonly FoundDocument[];
  /** What devops-flow.yaml says about the generation itself. */
  readonly settings: Settings;
}

/**
 * Reads all documents of a project into one frozen value. No document at all is legal: defaults fill the service.
 * Throws a Failure that carries every problem, warnings included, when one of them is an error; exit code 64 when only
 * options are wrong.
 */
export async function loadProject(request: LoadRequest): Promise<LoadedProject> {
  const problems: Problem[] = [];
  const readings = await readDocuments(await wanted(request, problems), problems);
  const adrs = await readAdrs(readings, request, problems);
  const all = [...readings, ...adrs];
  const assembled = assemble(all, request.options);
  const files = request.root === undefined ? none : readOverrideFiles(request.root, process.cwd());
  const found = sorted([...problems, ...assembled.problems, ...files.problems]);
  const errors = found.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Failure(found, errors.every(isUsage) ? 64 : 1);
  const own = settingsOf(all);
  const settings = { ...own, overrides: [...own.overrides, ...files.overrides] };
  const { project, origins } = assembled.sourced;
  return {
    sourced: { project, origins: new Map([...origins, ...overrideOrigins(settings.overrides)]) },
    problems: found,
    unused: all.flatMap(({ unused }) => unused),
    documents: all.map(({ document: { kind, file } }) => ({ kind: kind as ReadableKind, file })),
    settings,
  };
}

const none = { overrides: [], problems: [] };

/** Those of several files are joined. */
function settingsOf(readings: readonly Reading[]): Settings {
  const all = readings.flatMap(({ settings }) => settings ?? []);
  const outputs = all.flatMap(({ outputs }) => outputs ?? []);
  const isChosen = all.some(settings => settings.outputs !== undefined);
  return { ...(isChosen ? { outputs } : {}), overrides: all.flatMap(({ overrides }) => overrides) };
}

/** The documents that are named, and those of the folder, each once. */
async function wanted(request: LoadRequest, problems: Problem[]): Promise<readonly FoundDocument[]> {
  const found = request.folder === undefined ? [] : await findDocuments(request.folder, problems);
  const unique = new Map([...namedDocuments(request), ...found].map(document => [document.file, document]));
  return [...unique.values()];
}

/** Reads the ADRs that documents refer to and that have not been read. */
async function readAdrs(
  readings: readonly Reading[],
  request: LoadRequest,
  problems: Problem[],
): Promise<readonly Reading[]> {
  const known = new Set(readings.map(({ document }) => document.name));
  const adrs: Reading[] = [];
  for (const { document, needs, facts } of readings) {
    for (const need of needs) {
      if (need.kind !== 'adr' || known.has(need.id)) continue;
      known.add(need.id);
      const file = await findAdr(need, document.file, request.folder);
      if (file === undefined) problems.push(missing(need, facts));
      else adrs.push(...(await readDocuments([{ kind: 'adr', file }], problems)));
    }
  }
  return adrs;
}

function missing({ id, at }: AdrNeed, facts: Reading['facts']): Problem {
  const own = facts.find(({ field }) => field === 'service.cloud.provider');
  const decides = own ? `CLOUD_PROVIDER "${String(own.value)}" decides` : 'no cloud provider is decided';
  return problem('adr-missing', { id, decides }, { at });
}

/** Problems that stand nowhere in a document come from the command line. */
const isUsage = ({ at, id }: Problem) =>
  at === undefined && !id.startsWith('file-') && id !== 'folder-missing';

const severities = ['error', 'warning', 'note'];

/** Worst first, then by place. */
function sorted(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      (a.at?.file ?? '').localeCompare(b.at?.file ?? '', 'en') ||
      (a.at?.line ?? 0) - (b.at?.line ?? 0),
  );
}
