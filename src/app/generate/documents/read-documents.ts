import { existsSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Place, Problem } from '../../../errors/index.ts';
import { problem } from '../../../errors/index.ts';
import type { DocumentText, ParsedFiles, ReadableKind, Reading } from '../../../generate/documents/index.ts';
import { readDocument } from '../../../generate/documents/index.ts';
import { below, contains, findProjectRoot } from '../../../generate/workspace/root.ts';
import type { FileNeed, Need, ThresholdsNeed } from '../../../model/facts.ts';
import type { Token } from '../../../model/token.ts';
import type { FoundDocument } from './document-choice.ts';
import { linksIn } from './find-named.ts';
import { readOther, readText } from './read-text.ts';
import type { Registries } from './registries.ts';

/** A document may take in others, which may take in others: a longer chain is a mistake. */
const maxRounds = 32;

/** A reading, and the text that it was read from. */
export interface ReadText {
  readonly reading: Reading;
  readonly text: string;
}

/**
 * Reads the documents, each with the files that it takes in and the thresholds that it refers to; what cannot be read is
 * a problem.
 */
export async function readDocuments(
  documents: readonly FoundDocument[],
  registries: Registries,
  problems: Problem[],
): Promise<readonly ReadText[]> {
  const texts = await Promise.all(documents.map(({ kind, file }) => readText(kind, file)));
  const readable = texts.flatMap(text => {
    if (!('id' in text)) return [text];
    problems.push(text);
    return [];
  });
  return Promise.all(
    readable.map(async text => ({
      reading: await readWhole(text, registries, problems),
      text: text.text,
    })),
  );
}

type Others = Map<string, { readonly text: string } | 'missing'>;

/** Reads the document again and again, until all that it asks for is there, or known to be missing. */
async function readWhole(
  document: DocumentText & { readonly kind: ReadableKind },
  registries: Registries,
  problems: Problem[],
): Promise<Reading> {
  const others: Others = new Map();
  const parsed: ParsedFiles = new Map();
  const unread = new Set<string>();
  const asked = new Set<string>();
  const thresholds = new Map<string, Token>();
  const place = dirname(resolve(document.file));
  const root = findProjectRoot(place);
  const folder = contains(root, place) ? below(root, place).replace(/^\.$/, '') : '';
  for (let round = 1; ; round++) {
    const { needs, ...reading } = await readDocument(document, { others, thresholds, folder, parsed });
    const files = needs.filter((need): need is FileNeed => need.kind === 'file' && !others.has(need.path));
    const wanted = needs.filter(
      (need): need is ThresholdsNeed => need.kind === 'thresholds' && !asked.has(need.id),
    );
    const known = thresholds.size;
    const naming = { file: document.file, links: wanted.length === 0 ? [] : linksIn(document.text) };
    for (const need of wanted) {
      asked.add(need.id);
      for (const [name, value] of await registries.values(need, naming)) thresholds.set(name, value);
    }
    if (round === maxRounds || (files.length === 0 && thresholds.size === known))
      return { ...reading, needs, problems: reading.problems.filter(found => isNews(found, needs, unread)) };
    await openAll(files, others, root, problems, unread);
  }
}

/** A file that is there and cannot be read was named already: to call it missing would send people looking for it. */
function isNews({ id, at }: Problem, needs: readonly Need[], unread: ReadonlySet<string>): boolean {
  const isUnread = (need: Need) => need.kind === 'file' && unread.has(need.path) && isSame(need.at, at);
  return id !== 'compose-file-missing' || !needs.some(isUnread);
}

const isSame = (a: Place, b: Place | undefined) =>
  a.file === b?.file && a.line === b.line && a.column === b.column;

async function openAll(
  needs: readonly FileNeed[],
  others: Others,
  root: string,
  problems: Problem[],
  unread: Set<string>,
): Promise<void> {
  for (const need of needs) {
    if (others.has(need.path)) continue;
    const found = await open(need, root);
    if ('id' in found) {
      problems.push(found);
      unread.add(need.path);
    }
    others.set(need.path, 'id' in found || found.text === undefined ? 'missing' : { text: found.text });
  }
}

/** Only files of the same project are opened, wherever a link leads. */
async function open({ path, at }: FileNeed, root: string): Promise<{ readonly text?: string } | Problem> {
  const file = resolve(path);
  if (!existsSync(file)) return {};
  if (!contains(root, realpathSync(file))) return problem('file-outside', { file: path, root }, { at });
  const found = await readOther(path);
  return 'id' in found ? { at, ...found } : found;
}
