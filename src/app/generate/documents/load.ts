import type { Problem } from '../../../errors/index.ts';
import { Failure, problem, worstFirst } from '../../../errors/index.ts';
import type { Reading, UnusedField } from '../../../generate/documents/index.ts';
import { assemble } from '../../../model/assemble.ts';
import type { AdrNeed, Fact } from '../../../model/facts.ts';
import type { ProjectOptions } from '../../../model/options.ts';
import type { Origin, Origins, SourcedProject } from '../../../model/origins.ts';
import { foreignPins, withDigests } from '../../../model/pinned-project.ts';
import type { Pins } from '../../../model/pins.ts';
import type { Settings } from '../../../model/settings.ts';
import { patchSecrets } from '../secrets/patch-secrets.ts';
import { type DocumentChoice, type FoundDocument, namedDocuments } from './document-choice.ts';
import { findDocuments } from './find-documents.ts';
import { findNamed, linksIn } from './find-named.ts';
import { readOverrideFiles } from './override-files.ts';
import { overrideOrigins } from './override-origins.ts';
import { readPins, unpinned } from './pins.ts';
import { type ReadText, readDocuments } from './read-documents.ts';
import { Registries } from './registries.ts';

export interface LoadRequest extends DocumentChoice {
  readonly options?: ProjectOptions;
  /** The folder that holds `overrides/`, absolute; without it no override files are read. */
  readonly root?: string;
  /** False: as if nothing had been pinned. */
  readonly pinned?: boolean;
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
  /** What devops-flow.pins.json of the root holds. */
  readonly pins: Pins;
}

/**
 * Reads all documents of a project into one frozen value. No document at all is legal: defaults fill the service.
 * Throws a Failure that carries every problem, warnings included, when one of them is an error; exit code 64 when only
 * options are wrong.
 */
export async function loadProject(request: LoadRequest): Promise<LoadedProject> {
  const problems: Problem[] = [];
  const all = await readAll(request, problems);
  const assembled = assemble(all, request.options);
  const files = request.root === undefined ? none : await readOverrideFiles(request.root);
  const pinned = request.pinned === false ? unpinned : await readPins(request.root);
  const own = settingsOf(all);
  const settings = { ...own, overrides: [...own.overrides, ...files.overrides] };
  const found = sorted([
    ...problems,
    ...assembled.problems,
    ...files.problems,
    ...pinned.problems,
    ...patchSecrets(settings.overrides),
  ]);
  const errors = found.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Failure(found, errors.every(isUsage) ? 64 : 1);
  const { project, origins } = withDigests(assembled.sourced, pinned.pins, pinned.origins);
  return {
    sourced: {
      project,
      origins: joined(origins, [...pinned.origins, ...overrideOrigins(settings.overrides)]),
    },
    pins: foreignPins(project, pinned.pins),
    problems: found,
    unused: [...all.flatMap(({ unused }) => unused), ...assembled.withheld],
    documents: all.map(({ document: { kind, file } }) => ({ kind, file })),
    settings,
  };
}

const none = { overrides: [], problems: [] };

/** A project has some eighty for each service, and seldom others. */
function joined(origins: Origins, others: readonly (readonly [string, Origin])[]): Origins {
  if (others.length === 0) return origins;
  const all = new Map(origins);
  for (const [field, origin] of others) all.set(field, origin);
  return all;
}

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

/** The documents, the ADRs that they are tagged with, and the registries of the thresholds that they refer to. */
async function readAll(request: LoadRequest, problems: Problem[]): Promise<readonly Reading[]> {
  const registries = new Registries(request.folder, problems);
  await registries.name(request.thresholds ?? []);
  const documents = (await wanted(request, problems)).filter(({ kind }) => kind !== 'thresholds');
  const first = await readDocuments(documents, registries, problems);
  const adrs = await readAdrs(first, registries, request, problems);
  const readings = [...first.map(({ reading }) => reading), ...adrs];
  return [...readings, ...(await registries.readings(readings))];
}

/** Reads the ADRs that documents refer to and that have not been read, and those that superseded them. */
async function readAdrs(
  first: readonly ReadText[],
  registries: Registries,
  request: LoadRequest,
  problems: Problem[],
): Promise<readonly Reading[]> {
  const known = new Set(first.map(({ reading }) => numbered(reading.document.name)));
  const all = [...first];
  // Those that are found join the list, which may name further ones.
  for (const { reading, text } of all) {
    const needs = reading.needs.filter((need): need is AdrNeed => need.kind === 'adr');
    const naming = { file: reading.document.file, links: needs.length === 0 ? [] : linksIn(text) };
    for (const need of needs) {
      if (known.has(numbered(need.id))) continue;
      known.add(numbered(need.id));
      const [file] = await findNamed({ ...need, endings: 'md' }, naming, request.folder);
      if (file === undefined) problems.push(missing(need, reading, all));
      else all.push(...(await readDocuments([{ kind: 'adr', file }], registries, problems)));
    }
  }
  return all.slice(first.length).map(({ reading }) => reading);
}

/** ADR-2 and ADR-02 are one. */
const numbered = (id: string) => id.replace(/-0+(?=\d)/, '-');

const isCloud = ({ field }: Fact) => field === 'service.cloud.provider';

function missing({ id, at }: AdrNeed, naming: Reading, all: readonly ReadText[]): Problem {
  const own = naming.facts.find(isCloud);
  const other = own ?? all.flatMap(({ reading }) => reading.facts).find(isCloud);
  const name = own && naming.document.kind === 'req' ? 'CLOUD_PROVIDER' : 'service.cloud.provider';
  const decides = other ? `${name} "${String(other.value)}" decides` : 'nothing decides in its place';
  return problem('adr-missing', { id, decides }, { at });
}

/** Problems that stand nowhere in a document come from the command line. */
const isUsage = ({ at, id }: Problem) =>
  at === undefined && !id.startsWith('file-') && !['folder-missing', 'override-link'].includes(id);

/** Worst first, then by place. */
const sorted = (problems: readonly Problem[]): readonly Problem[] =>
  worstFirst(
    problems.toSorted(
      (a, b) =>
        (a.at?.file ?? '').localeCompare(b.at?.file ?? '', 'en') || (a.at?.line ?? 0) - (b.at?.line ?? 0),
    ),
  );
