import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Problem, problem } from '../../errors/index.ts';
import type { ReadableKind } from '../../generate/documents/index.ts';
import type { AdrNeed } from '../../model/facts.ts';
import type { FoundDocument } from './documents.ts';

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
];

/** In the order in which Compose itself looks for them; only the first counts. */
const composeNames = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/**
 * The documents of a project folder, sorted by name. A Compose file is taken where nothing else says what the service
 * is: beside other documents it is the tool of the developers, not the description of what is delivered.
 */
export async function findDocuments(folder: string, problems: Problem[]): Promise<readonly FoundDocument[]> {
  if (!(await isFolder(folder))) {
    problems.push(problem('folder-missing', { folder }));
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
  const compose = await firstFile(composeNames.map(name => join(folder, name)));
  return compose === undefined ? documents : [...documents, { kind: 'compose', file: compose }];
}

/**
 * The file of the ADR that a document refers to: where the link leads, else by its number in the ADR folder beside the
 * document's own or in that of the project. Only files that are called like that ADR are looked at, wherever a link leads.
 */
export async function findAdr(
  { id, link }: AdrNeed,
  from: string,
  folder: string | undefined,
): Promise<string | undefined> {
  const linked = link === undefined || /^[a-z]+:|^\//i.test(link) ? undefined : join(dirname(from), link);
  const isIt = new RegExp(`(?:^|/)${id}(?:[^/\\d][^/]*)?\\.md$`);
  if (linked !== undefined && isIt.test(linked) && (await isFile(linked))) return linked;
  const folders = [
    join(dirname(from), '../05_ADR'),
    ...(folder === undefined ? [] : [join(folder, 'docs/05_ADR')]),
  ];
  for (const place of folders) {
    const name = (await namesIn(place)).find(name => isIt.test(name));
    if (name !== undefined) return join(place, name);
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

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).toSorted();
  } catch {
    return [];
  }
}

const isFolder = async (path: string) => (await status(path))?.isDirectory() === true;
const isFile = async (path: string) => (await status(path))?.isFile() === true;

async function status(path: string): Promise<Awaited<ReturnType<typeof stat>> | undefined> {
  try {
    return await stat(path);
  } catch {
    return undefined;
  }
}
