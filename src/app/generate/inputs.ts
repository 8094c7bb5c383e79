import { relative, resolve, sep } from 'node:path';
import type { EmitOptions } from '../../generate/artifacts/shared/artifact.ts';
import type { Inputs } from '../../generate/workspace/lock.ts';
import { contains } from '../../generate/workspace/root.ts';
import type { ProjectOptions } from '../../model/options.ts';
import { pipelineProducts } from '../../model/pipeline/product.ts';
import { documentKinds } from './documents/document-choice.ts';
import type { LoadedProject, LoadRequest } from './documents/load.ts';
import type { PrepareRequest } from './prepare.ts';
import { shownPath } from './shown-path.ts';

/** What a family is made from, beside the text of the documents. */
export interface Options {
  readonly project: ProjectOptions;
  readonly emit: Omit<EmitOptions, 'folders' | 'pins'>;
}

const projectOptions = [
  'name',
  'version',
  'language',
  'source',
  'port',
  'replicas',
  'deployStrategy',
  'cloud',
] as const satisfies readonly (keyof ProjectOptions)[];

/** What the lock remembers, so that `explain` can make the same files again; paths relative to the root. */
export function inputsOf(
  documents: LoadedProject['documents'],
  options: Options,
  root: string,
  {
    workingFolder,
    output,
    ownFolder,
    all,
  }: Pick<PrepareRequest, 'workingFolder' | 'output' | 'ownFolder' | 'all'>,
): Inputs {
  return {
    documents: documents.map(({ kind, file }) => ({
      kind,
      file: relative(root, resolve(workingFolder, file)).split(sep).join('/'),
    })),
    // Where somebody else has asked for it: it does not move with `outputs`.
    options: {
      ...options.project,
      ...options.emit,
      ...(output !== undefined || ownFolder ? { output: output ?? '.' } : {}),
      ...(all ? { all: 'yes' } : {}),
    },
  };
}

/** The way back: what to load and how to emit, from what the lock remembers. */
export function requestOf(
  inputs: Inputs,
  root: string,
  workingFolder: string,
): { load: LoadRequest; emit: EmitOptions } {
  // From a folder of the project the way to a document is short, upwards too.
  const shown = (path: string) =>
    contains(root, workingFolder) ? relative(workingFolder, path) : shownPath(path, workingFolder);
  const files = (kind: string) =>
    inputs.documents
      .filter(document => document.kind === kind)
      .map(document => shown(resolve(root, document.file)));
  const given = projectOptions.flatMap(name => {
    const value = inputs.options[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    load: {
      ...Object.fromEntries(documentKinds.map(kind => [kind, files(kind)])),
      options: Object.fromEntries(given) as ProjectOptions,
      root,
    },
    emit: emitOf(inputs.options['pipelineType']),
  };
}

/** The product that the files were printed for, which the documents may have changed since. */
function emitOf(type: string | number | undefined): EmitOptions {
  const pipelineType = pipelineProducts.find(product => product === type);
  return pipelineType === undefined ? {} : { pipelineType };
}
