import { existsSync, realpathSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { Failure, type Problem, problem } from '../../../errors/index.ts';
import type { Place } from '../../../errors/problem.ts';
import { contains, locate } from '../../../generate/workspace/root.ts';
import { existingFolder } from '../../existing-folder.ts';
import { type DocumentChoice, documentKinds } from '../documents/document-choice.ts';
import { type Prepared, type PrepareRequest, prepare } from '../prepare.ts';
import { readGitTree } from './git-tree.ts';

/** What the documents of another commit make. */
export interface Base {
  readonly ref: string;
  readonly commit: string;
  /** Absent where that commit has no documents, or none that can be used. */
  readonly prepared?: Prepared;
  /** A place in the documents of the commit as `REF:FILE`, which `git show` takes. */
  readonly placed: (at: Place) => Place;
  readonly problems: readonly Problem[];
}

/**
 * Makes the files of the same request out of the documents as a commit has them. Documents outside of the project are
 * the same then and now.
 *
 * @throws Failure `git-missing`, `git-no-repository`, `git-ref-unknown`, `git-failed`
 */
export async function prepareBase(request: PrepareRequest, ref: string): Promise<Base> {
  const { workingFolder, documents } = request;
  existingFolder(documents.folder ?? '.', workingFolder);
  const { root } = locate(workingFolder, documents.folder ?? '.', documents.folder);
  const tree = readGitTree(root, ref);
  const placed = (at: Place): Place =>
    contains(tree.folder, at.file) ? { ...at, file: `${ref}:${relative(tree.folder, at.file)}` } : at;
  const base = { ref, commit: tree.commit, placed };
  try {
    const then = (path: string): string => {
      const now = realPath(resolve(workingFolder, path));
      return contains(root, now) ? join(tree.folder, relative(root, now)) : now;
    };
    const { output: _, ...rest } = request;
    const prepared = await prepare({
      ...rest,
      workingFolder: existsSync(then(workingFolder)) ? then(workingFolder) : tree.folder,
      documents: documentsThen(documents, then),
    });
    return { ...base, prepared, problems: [] };
  } catch (error) {
    if (!(error instanceof Failure) || error.exitCode === 64) throw error;
    return { ...base, problems: [whyNot(error, ref, placed)] };
  } finally {
    tree.remove();
  }
}

/** Documents that are named and were not there then were not named then either. */
function documentsThen(documents: DocumentChoice, then: (path: string) => string): DocumentChoice {
  const named = documentKinds.flatMap(kind => {
    const files = (documents[kind] ?? []).map(then).filter(file => existsSync(file));
    return files.length === 0 ? [] : [[kind, files] as const];
  });
  const folder =
    documents.folder === undefined && named.length > 0 ? {} : { folder: then(documents.folder ?? '.') };
  return { ...Object.fromEntries(named), ...folder };
}

const absent = new Set(['documents-missing', 'folder-missing']);

function whyNot({ problems }: Failure, ref: string, placed: Base['placed']): Problem {
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.every(({ id }) => absent.has(id))) return problem('base-empty', { ref });
  const detail = errors.slice(0, 5).map(({ at, message }) => {
    const place = at && placed(at);
    return place ? `${place.file}:${place.line}: ${message}` : message;
  });
  return problem('base-broken', { ref, errors: errors.length }, { detail });
}

const realPath = (path: string) => (existsSync(path) ? realpathSync(path) : path);
