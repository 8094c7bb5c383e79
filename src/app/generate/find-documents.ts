import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Problem, problem } from '../../errors/index.ts';
import type { DocumentKind, Need } from '../../model/facts.ts';

const homes: readonly { kind: DocumentKind; folder: string; name: RegExp }[] = [
  { kind: 'req', folder: 'docs/07_REQ', name: /^REQ-[^/]*\.md$/ },
  { kind: 'spec', folder: 'docs/09_SPEC', name: /^SPEC-[^/]*\.(?:ya?ml|md)$/ },
  { kind: 'adr', folder: 'docs/05_ADR', name: /^ADR-[^/]*\.md$/ },
];

export interface FoundDocument {
  readonly kind: DocumentKind;
  readonly file: string;
}

/** The documents of a project folder, sorted by name.. */
export async function findDocuments(folder: string, problems: Problem[]): Promise<readonly FoundDocument[]> {
  if (!(await isFolder(folder))) {
    problems.push(problem('folder-missing', { folder }));
    return [];
  }
  const found = await Promise.all(
    homes.map(async ({ kind, folder: home, name }) => {
      const names = await namesIn(join(folder, home));
      return names.filter(file => name.test(file)).map(file => ({ kind, file: join(folder, home, file) }));
    }),
  );
  return found.flat();
}

/**
 * The file of the ADR that a document refers to: where the link leads, else by its number in the ADR folder beside the
 * document's own or in that of the project. Only files that are called like that ADR are looked at, wherever a link leads.
 */
export async function findAdr(
  { id, link }: Need,
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
