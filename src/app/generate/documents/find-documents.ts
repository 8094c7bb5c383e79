import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Failure, failure, type Problem } from '../../../errors/index.ts';
import type { ReadableKind } from '../../../generate/documents/index.ts';
import { folderMissing } from '../../existing-folder.ts';
import { composeNames, isGenerated } from '../scopes/team-compose.ts';
import type { FoundDocument } from './document-choice.ts';
import { isFile, namesIn } from './find-named.ts';

interface Home {
  readonly kind: ReadableKind;
  /** Folders of a project in which they lie. */
  readonly folders: readonly string[];
  readonly name: RegExp;
}

const homes: readonly Home[] = [
  { kind: 'service', folders: ['.'], name: /^devops-flow\.ya?ml$/ },
  { kind: 'req', folders: ['docs/07_REQ'], name: /^REQ-[^/]*\.md$/ },
  { kind: 'spec', folders: ['docs/09_SPEC'], name: /^SPEC-[^/]*\.(?:ya?ml|md)$/ },
  { kind: 'score', folders: ['.'], name: /^(?:score|[^/]+\.score)\.ya?ml$/ },
  { kind: 'adr', folders: ['docs/05_ADR'], name: /^ADR-[^/]*\.md$/ },
  { kind: 'tasks', folders: ['docs/10_TASKS', 'docs/11_TASKS'], name: /^TASKS-[^/]*\.md$/ },
];

/**
 * The documents of a project folder, sorted by name. A Compose file is taken where nothing else says what the service
 * is: beside other documents it is the tool of the developers, not the description of what is delivered. One that was
 * generated here describes nothing.
 */
export async function findDocuments(folder: string, problems: Problem[]): Promise<readonly FoundDocument[]> {
  const missing = folderMissing(folder, '.');
  if (missing) {
    problems.push(missing);
    return [];
  }
  const found = await Promise.all(
    homes.map(async ({ kind, folders, name }) => {
      const files = await Promise.all(folders.map(home => filesIn(join(folder, home), name)));
      return files.flat().map(file => ({ kind, file }));
    }),
  );
  const documents = found.flat();
  if (documents.some(({ kind }) => ['service', 'spec', 'score'].includes(kind))) return documents;
  const files = composeNames.map(name => join(folder, name));
  const compose = await firstFile(files.filter(file => !isGenerated(file)));
  return compose === undefined ? documents : [...documents, { kind: 'compose', file: compose }];
}

/** `documents-missing` for a folder without any: with the project above it, where it is in one, and what to type. */
export async function documentsMissing(folder: string, command: string): Promise<Failure> {
  const found = await projectAbove(folder);
  // With a dot in front it is a folder for whoever completes such a command.
  const isPlain = found !== undefined && !/^(?:\.{0,2}\/|\.{1,2}$)/.test(found.folder);
  const above = isPlain ? { ...found, folder: `./${found.folder}` } : found;
  return failure('documents-missing', { folder, above, command });
}

/** The nearest folder above with documents, within the repository; and one of these. */
async function projectAbove(folder: string): Promise<{ folder: string; file: string } | undefined> {
  for (let at = folder; !existsSync(join(at, '.git')); ) {
    const above = join(at, '..');
    if (resolve(above) === resolve(at)) return undefined;
    const [first] = await findDocuments(above, []);
    if (first) return { folder: above, file: first.file };
    at = above;
  }
  return undefined;
}

async function filesIn(folder: string, name: RegExp): Promise<readonly string[]> {
  const names = await namesIn(folder);
  return names.filter(file => name.test(file)).map(file => join(folder, file));
}

async function firstFile(files: readonly string[]): Promise<string | undefined> {
  for (const file of files) if (await isFile(file)) return file;
  return undefined;
}
