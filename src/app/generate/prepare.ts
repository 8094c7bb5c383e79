import { parse } from 'node:path';
import { Failure, failure, type Problem } from '../../errors/index.ts';
import { usualFolders } from '../../generate/artifacts/index.ts';
import type { Artifact, Family } from '../../generate/artifacts/shared/artifact.ts';
import type { Lock } from '../../generate/workspace/lock.ts';
import { unsafePath } from '../../generate/workspace/paths.ts';
import { locate, type Whereabouts } from '../../generate/workspace/root.ts';
import type { Scope } from '../../generate/workspace/scope.ts';
import { readLock } from '../../generate/workspace/workspace.ts';
import { finishWrite, saying } from '../../generate/workspace/write/held.ts';
import type { ProjectOptions } from '../../model/options.ts';
import {
  type PipelineProduct,
  pipelineProducts,
  productsOf,
  usualProduct,
} from '../../model/pipeline/product.ts';
import type { Project } from '../../model/service.ts';
import { existingFolder } from '../existing-folder.ts';
import type { DocumentChoice } from './documents/document-choice.ts';
import { documentsMissing } from './documents/find-documents.ts';
import { type LoadedProject, loadProject } from './documents/load.ts';
import { guesses } from './findings/guesses.ts';
import { nothingMade } from './findings/nothing-made.ts';
import { inputsOf, type Options } from './inputs.ts';
import { allFamilies, isOnRequest, knownFamilies, unknownValue, wantedFamilies } from './scopes/families.ts';
import { makeScopes } from './scopes/scopes.ts';

export interface PrepareRequest {
  readonly workingFolder: string;
  readonly documents: DocumentChoice;
  readonly options: ProjectOptions;
  /** Product that the pipeline is printed for, as typed. */
  readonly type?: string | undefined;
  /** Family names as typed; without any, those of `outputs:`, else all. */
  readonly families: readonly string[];
  /**
   * The folder above the families' own, or, for a command of one family (`ownFolder`), that family's own folder.
   * Without it: the project's folder, or the usual folder of the family.
   */
  readonly output?: string | undefined;
  readonly ownFolder: boolean;
  /** Every family, whatever `outputs:` says; a later run without it leaves those that `outputs:` does not name. */
  readonly all?: boolean;
  /** What was typed, for an error that says what to type instead; `generate` unless given. */
  readonly command?: 'check' | 'generate' | 'pin' | 'plan';
  /** False: as if nothing had been pinned. */
  readonly pinned?: boolean;
}

/** Everything that is known before the first look at what has been generated. */
export interface Prepared {
  readonly loaded: LoadedProject;
  readonly families: readonly Family[];
  /** The files, those of the team in place of what would be generated. */
  readonly artifacts: readonly Artifact[];
  /** The same files, by family and output folder. */
  readonly scopes: readonly Scope[];
  /** Absolute path of the folder that holds `.devops-flow`. */
  readonly root: string;
  /** The folder above those of the families, relative to `root`. */
  readonly output: string;
  /** What is wrong with the team's own files and with overrides; that a write which was cut off is finished. */
  readonly problems: readonly Problem[];
}

/**
 * Documents to files, in memory: what every command that generates, plans or checks begins with.
 *
 * @throws Failure for options and documents
 */
export async function prepare(request: PrepareRequest): Promise<Prepared> {
  const asked = knownFamilies(request.families);
  const type = typedProduct(request.type);
  existingFolder(request.documents.folder ?? '.', request.workingFolder);
  const { root } = outputOf(request);
  const finished = await finishWrite(root);
  const loaded = await saying(finished, () =>
    loadProject({
      ...request.documents,
      options: request.options,
      root,
      ...(request.pinned === undefined ? {} : { pinned: request.pinned }),
    }),
  );
  await refuseEmptyFolder(request, loaded);
  const { project } = loaded.sourced;
  const emit = { pipelineType: type ?? oneProduct(project) };
  const options: Options = { project: request.options, emit };
  const { output } = outputOf(request, asked[0] && usualFolders(project, emit.pipelineType)[asked[0]]);
  const families = familiesOf(request, asked, loaded);
  const inputs = inputsOf(loaded.documents, options, root, request);
  const made = makeScopes({
    loaded,
    families,
    emit,
    root,
    output,
    inputs,
    ownFolder: request.ownFolder,
  });
  const isWhole = asked.length === 0 && !request.ownFolder && request.output === undefined;
  const retired = isWhole ? retiredScopes(readLock(root), made.scopes, inputs, output) : [];
  return {
    loaded,
    families,
    root,
    output,
    ...made,
    scopes: [...made.scopes, ...retired],
    problems: [...finished, ...guesses(loaded), ...nothingMade(loaded, families), ...made.problems],
    artifacts: made.scopes.flatMap(scope => scope.artifacts),
  };
}

function familiesOf(
  { all }: PrepareRequest,
  asked: readonly Family[],
  { settings }: LoadedProject,
): readonly Family[] {
  const wanted = wantedFamilies(settings);
  if (asked.length > 0) return asked;
  return all ? allFamilies.filter(family => !isOnRequest(family) || wanted.includes(family)) : wanted;
}

/**
 * What the project was generated into and is no more: families that `outputs` has lost, and folders that it has moved
 * away from. Their files are orphans now. What was generated from other documents, or elsewhere by `--output`, stays.
 */
function retiredScopes(
  { entries }: Lock,
  scopes: readonly Scope[],
  current: Scope['inputs'],
  output: string,
): Scope[] {
  const made = new Set(scopes.map(({ family, output }) => `${family} ${output}`));
  const documents = new Set(current.documents.map(({ file }) => file));
  return entries
    .filter(({ family, output: folder, inputs }) => {
      const isOurs = inputs.documents.length > 0 && inputs.documents.every(({ file }) => documents.has(file));
      const isAsked = inputs.options['output'] !== undefined || inputs.options['all'] !== undefined;
      const isHere = !isAsked && isBelow(folder, output);
      return isOurs && isHere && !made.has(`${family} ${folder}`);
    })
    .map(({ family, output: folder, inputs }) => ({ family, output: folder, inputs, artifacts: [] }));
}

const isBelow = (folder: string, output: string) =>
  output === '.' || folder === output || folder.startsWith(`${output}/`);

/** @throws Failure with exit code 64 for a product that does not exist */
function typedProduct(type: string | undefined): PipelineProduct | undefined {
  const known = pipelineProducts.find(name => name === type);
  if (type !== undefined && known === undefined)
    throw new Failure([unknownValue('--type', type, pipelineProducts)], 64);
  return known;
}

/** @throws Failure where the services name several: the files of a project are for one product */
function oneProduct(project: Project): PipelineProduct {
  const [first = usualProduct, ...others] = productsOf(project);
  if (others.length === 0) return first;
  const named = project.services.map(({ name, automation }) => ({ name, product: automation.pipeline }));
  throw failure('pipeline-products-several', { named });
}

/** `ownFolder`: the usual folder of the one family that is asked for. */
function outputOf(request: PrepareRequest, ownFolder = '.'): Whereabouts {
  const usual = request.ownFolder ? ownFolder : (request.documents.folder ?? '.');
  const given = request.output ?? usual;
  const place = locate(request.workingFolder, given, request.documents.folder);
  const isTop = place.root === parse(place.root).root;
  const what = isTop
    ? 'it is the root of the file system'
    : place.output === '.'
      ? undefined
      : unsafePath(place.output);
  if (what) throw failure('output-unsafe', { output: given, what });
  return place;
}

/**
 * A folder is named to be searched, and finding nothing in it is a mistake. A command of one family takes no folder: it
 * has options for all that it needs, and defaults where the working folder has no document.
 */
async function refuseEmptyFolder(
  { documents, ownFolder, command = 'generate' }: PrepareRequest,
  loaded: LoadedProject,
): Promise<void> {
  if (documents.folder !== undefined && !ownFolder && loaded.documents.length === 0)
    throw await documentsMissing(documents.folder, command);
}
