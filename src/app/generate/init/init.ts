import { realpathSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { failure, type Problem, problem } from '../../../errors/index.ts';
import { composeFileOf } from '../../../generate/detect/containers/compose.ts';
import { printDetection } from '../../../generate/detect/document.ts';
import { detect } from '../../../generate/detect/index.ts';
import { finishWrite } from '../../../generate/workspace/write/held.ts';
import { existingFolder } from '../../existing-folder.ts';
import type { InitFields } from '../../schemas/init.ts';
import { familiesNamed } from '../scopes/families.ts';
import { createFile, isThere, serviceFileName } from '../service-file.ts';
import { shownPath } from '../shown-path.ts';
import { detectedFields } from './detected-fields.ts';
import { documentsBeside } from './documents-beside.ts';
import { readRepository } from './read-repository.ts';

export interface InitRequest {
  readonly workingFolder: string;
  /** The folder of the repository, or of one service in it. */
  readonly folder: string;
  readonly mode: 'write' | 'dry-run';
}

export interface InitResult {
  readonly fields: InitFields;
  /** Warnings and notes. */
  readonly problems: readonly Problem[];
}

/** What fits every service, and no more: the others are added when they are wanted. Scripts apply the overlays of kustomize. */
const usualFamilies = ['docker', 'kubernetes', 'kustomize', 'scripts', 'pipelines'];

/**
 * Finds out how the service of an existing repository is built, run and tested, and writes that as devops-flow.yaml.
 * Nothing of the repository is run, and no other file is touched.
 *
 * @throws Failure `folder-missing`, `init-exists`, `init-nothing-found`, `write-failed`, and what is wrong with a lock
 */
export async function init({ workingFolder, folder, mode }: InitRequest): Promise<InitResult> {
  const root = existingFolder(folder, workingFolder);
  const path = join(root, serviceFileName);
  const file = shownPath(join(resolve(workingFolder, folder), serviceFileName), workingFolder);
  if (isThere(path)) throw failure('init-exists', { file });
  const finished = await finishWrite(root);
  const { repository, git, isCut } = readRepository(root);
  const beside = await documentsBeside(root, found => shownPath(found, realpathSync(workingFolder)));
  const detection = detect(repository, basename(root), beside.said, git);
  const looked = repository.files.length;
  if (detection.services.length === 0) {
    const compose = composeFileOf(repository);
    throw failure('init-nothing-found', { folder, files: looked, compose });
  }
  const known = familiesNamed(usualFamilies);
  const content = printDetection(detection, known);
  if (mode === 'write') await createFile(path, content, file);
  const cut = isCut ? [problem('repository-large', { looked })] : [];
  return {
    problems: inFolder(
      [...finished, ...beside.problems, ...detection.problems, ...cut],
      folder,
      workingFolder,
    ),
    fields: {
      file,
      dryRun: mode === 'dry-run',
      lines: content.split('\n').length - 1,
      content,
      ...detectedFields(detection),
    },
  };
}

/** Places of the repository, as the user types them from the working folder. */
function inFolder(problems: readonly Problem[], folder: string, workingFolder: string): readonly Problem[] {
  return problems.map(found => {
    if (!found.at) return found;
    const file = shownPath(join(resolve(workingFolder, folder), found.at.file), workingFolder);
    return { ...found, at: { ...found.at, file } };
  });
}
