/** Looks for documents that others name by type and number, such as PRD-02. */
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where documents of a type lie in a project, beside or above the folder of the one that names them. */
const homes: ReadonlyMap<string, string> = new Map([
  ['BRD', '01_BRD'],
  ['PRD', '02_PRD'],
  ['ADR', '05_ADR'],
]);
const reference = '00_REF';

/** A document lies at most so many folders below those of its project's documents. */
const highest = 3;

export interface NamedDocument {
  /** Type and number; zeros before the number mean nothing. */
  readonly id: string;
  readonly endings: 'md' | 'md|ya?ml';
  /** A link to it, relative to the document that names it. */
  readonly link?: string | undefined;
}

/** The document that names another. */
export interface Naming {
  readonly file: string;
  /** What it links to: `linksIn` its text. */
  readonly links: readonly string[];
}

/**
 * The files of a document: where a link leads, else in the folder of its type (docs/02_PRD), in docs/00_REF, or beside
 * the document that names it. One document may be several files (PRD-02.1_….md). Only files that are called like it are
 * looked at, wherever a link leads.
 */
export async function findNamed(
  { id, endings, link }: NamedDocument,
  naming: Naming,
  folder: string | undefined,
): Promise<readonly string[]> {
  const isIt = nameOf(id, endings);
  const from = dirname(naming.file);
  for (const path of link === undefined ? naming.links : [link, ...naming.links]) {
    const file = join(from, path);
    if (!isOutside(path) && isIt.test(path) && (await isFile(file))) return [file];
  }
  for (const place of placesFor(id, from, folder)) {
    const found = await filesAt(place, isIt, id);
    if (found.length > 0) return found;
  }
  return [];
}

/** "ADR-02.md", "PRD-2_thresholds.yaml", "docs/PRD-02.1_x.md"; not "PRD-021.md". */
function nameOf(id: string, endings: NamedDocument['endings']): RegExp {
  const [type = '', number = ''] = id.split('-');
  return new RegExp(`(?:^|/)${type}-0*${Number(number)}(?:[^/\\d][^/]*)?\\.(?:${endings})$`);
}

/** Paths of documents in a text, in links of Markdown and values of YAML alike: "../05_ADR/ADR-02_cloud.md". */
export function linksIn(text: string): readonly string[] {
  const words = text.split(/[^\w./%@+-]+/).filter(word => word.length <= 512 && isDocument.test(word));
  return [...new Set(words)];
}

const isDocument = /(?:^|\/)[A-Z]{2,8}-\d{1,6}[^/]*\.(?:md|ya?ml)$/;

const isOutside = (path: string) => /^[a-z]+:|^\//i.test(path);

function placesFor(id: string, from: string, folder: string | undefined): readonly string[] {
  const names = [homes.get(id.split('-')[0] ?? ''), reference].flatMap(name => name ?? []);
  const above = Array.from({ length: highest }, (_, i) => join(from, ...Array<string>(i + 1).fill('..')));
  const roots = folder === undefined ? above : [...above, join(folder, 'docs')];
  return [...roots.flatMap(root => names.map(name => join(root, name))), from];
}

/** In the folder, or in one of its own: `02_PRD/PRD-02_orders/PRD-02.17_thresholds.md`. */
async function filesAt(place: string, isIt: RegExp, id: string): Promise<readonly string[]> {
  const names = await namesIn(place);
  const files = names.filter(name => isIt.test(name)).map(name => join(place, name));
  if (files.length > 0) return files;
  const [type = '', number = ''] = id.split('-');
  const isOwn = new RegExp(`^${type}-0*${Number(number)}(?:\\D|$)`);
  const inside = await Promise.all(
    names
      .filter(name => isOwn.test(name))
      .map(async own =>
        (await namesIn(join(place, own))).filter(name => isIt.test(name)).map(name => join(place, own, name)),
      ),
  );
  return inside.flat();
}

/** The names in a folder, sorted; none where it is not there. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).toSorted();
  } catch {
    return [];
  }
}

export const isFile = async (path: string) => (await status(path))?.isFile() === true;

async function status(path: string): Promise<Awaited<ReturnType<typeof stat>> | undefined> {
  try {
    return await stat(path);
  } catch {
    return undefined;
  }
}
