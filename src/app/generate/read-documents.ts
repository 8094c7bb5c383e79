import { existsSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Problem } from '../../errors/index.ts';
import { problem } from '../../errors/index.ts';
import type { DocumentText, ReadableKind, ReadContext, Reading } from '../../generate/documents/index.ts';
import { readDocument } from '../../generate/documents/index.ts';
import { below, contains, findProjectRoot } from '../../generate/workspace/root.ts';
import type { FileNeed } from '../../model/facts.ts';
import type { FoundDocument } from './documents.ts';
import { readOther, readText } from './read-text.ts';

/** A document may take in others, which may take in others: a longer chain is a mistake. */
const maxRounds = 32;

/** Reads the documents, each with the files that it takes in; what cannot be read is a problem. */
export async function readDocuments(
  documents: readonly FoundDocument[],
  problems: Problem[],
): Promise<readonly Reading[]> {
  const texts = await Promise.all(documents.map(({ kind, file }) => readText(kind, file)));
  const readable = texts.flatMap(text => {
    if (!('id' in text)) return [text];
    problems.push(text);
    return [];
  });
  return Promise.all(readable.map(text => readWhole(text, problems)));
}

/** Reads the document again and again, until all files that it asks for are there. */
async function readWhole(
  document: DocumentText & { readonly kind: ReadableKind },
  problems: Problem[],
): Promise<Reading> {
  const others = new Map<
    string,
    ReadContext['others'] extends ReadonlyMap<string, infer File> ? File : never
  >();
  const place = dirname(resolve(document.file));
  const root = findProjectRoot(place);
  const folder = contains(root, place) ? below(root, place).replace(/^\.$/, '') : '';
  for (let round = 1; ; round++) {
    const reading = await readDocument(document, { others, folder });
    const wanted = reading.needs.filter(
      (need): need is FileNeed => need.kind === 'file' && !others.has(need.path),
    );
    if (wanted.length === 0 || round === maxRounds) return reading;
    for (const need of wanted) {
      if (others.has(need.path)) continue;
      const found = await open(need, root);
      if ('id' in found) problems.push(found);
      others.set(need.path, 'id' in found || found.text === undefined ? 'missing' : { text: found.text });
    }
  }
}

/** Only files of the same project are opened, wherever a link leads. */
async function open({ path, at }: FileNeed, root: string): Promise<{ readonly text?: string } | Problem> {
  const file = resolve(path);
  if (!existsSync(file)) return {};
  if (!contains(root, realpathSync(file))) return problem('file-outside', { file: path, root }, { at });
  const found = await readOther(path);
  return 'id' in found ? { ...found, at } : found;
}
