import { resolve } from 'node:path';
import { type Problem, problem } from '../../../errors/index.ts';
import type { Family } from '../../../generate/artifacts/shared/artifact.ts';
import type { Inputs, LockEntry } from '../../../generate/workspace/lock.ts';
import { findProjectRoot } from '../../../generate/workspace/root.ts';
import { readLock } from '../../../generate/workspace/workspace.ts';
import { finishWrite } from '../../../generate/workspace/write/held.ts';
import type { ProjectOptions } from '../../../model/options.ts';
import type { DocumentChoice } from '../documents/document-choice.ts';
import { findDocuments } from '../documents/find-documents.ts';
import { type LoadedProject, loadProject } from '../documents/load.ts';
import { requestOf } from '../inputs.ts';
import { familiesNamed, usualFamilies, wantedFamilies } from '../scopes/families.ts';

export interface Source {
  readonly loaded: LoadedProject;
  readonly root: string;
  /** What is generated: what `outputs` says, else what the lock says, else everything. */
  readonly families: readonly Family[];
  readonly problems: readonly Problem[];
}

/**
 * The project that a question about a field is about: of the documents that are named; else of those in the folder, as
 * `up` reads them; else of those that the project was generated from, by its lock.
 */
export async function loadSource(request: {
  readonly workingFolder: string;
  readonly documents: DocumentChoice;
  readonly options: ProjectOptions;
}): Promise<Source> {
  const { workingFolder, documents, options } = request;
  const { folder = '.', ...named } = documents;
  const root = findProjectRoot(resolve(workingFolder, folder));
  const finished = await finishWrite(root);
  const sets = inputSets(readLock(root).entries);
  const [chosen, ...others] = sets;
  const own = Object.keys(named).length > 0 ? documents : await ownDocuments(folder);
  if (own || !chosen) {
    const loaded = await loadProject({ ...(own ?? { folder }), options, root });
    const generated = own === documents ? usualFamilies : familiesOf(sets);
    return {
      loaded,
      root,
      families: loaded.settings.outputs ? wantedFamilies(loaded.settings) : generated,
      problems: [...finished, ...loaded.problems],
    };
  }
  const { load } = requestOf(chosen.inputs, root, workingFolder);
  const loaded = await loadProject({ ...load, options: { ...load.options, ...options } });
  const several = problem('inputs-several', {
    chosen: describe(chosen.inputs),
    others: others.map(set => describe(set.inputs)),
  });
  return {
    loaded,
    root,
    families: familiesOf([chosen]),
    problems: [...finished, ...loaded.problems, ...(others.length > 0 ? [several] : [])],
  };
}

/** The families of the sets; the usual ones where nothing has been generated. */
function familiesOf(sets: readonly InputSet[]): readonly Family[] {
  return sets.length === 0 ? usualFamilies : familiesNamed(sets.flatMap(({ families }) => families));
}

/** The folder to load when it has documents, or when it is not there, which the load then reports. */
async function ownDocuments(folder: string): Promise<Pick<DocumentChoice, 'folder'> | undefined> {
  const problems: Problem[] = [];
  const found = await findDocuments(folder, problems);
  return found.length > 0 || problems.length > 0 ? { folder } : undefined;
}

interface InputSet {
  readonly inputs: Inputs;
  readonly families: readonly string[];
}

/** The different inputs of a lock's entries, those with the most documents first. */
function inputSets(entries: readonly LockEntry[]): InputSet[] {
  const sets = new Map<string, { inputs: Inputs; families: string[] }>();
  for (const { inputs, family } of entries) {
    const key = JSON.stringify(inputs);
    const known = sets.get(key);
    if (known) known.families.push(family);
    else sets.set(key, { inputs, families: [family] });
  }
  return [...sets.values()].toSorted((a, b) => b.inputs.documents.length - a.inputs.documents.length);
}

function describe({ documents, options }: Inputs): string {
  const files = documents.map(({ file }) => file).join(', ') || 'no document';
  const given = Object.entries(options).filter(([name]) => name !== 'pipelineType');
  return given.length === 0
    ? files
    : `${files} with ${given.map(([name, value]) => `${name} ${value}`).join(', ')}`;
}
