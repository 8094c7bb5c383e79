import type { DocumentKind, Reading } from '../../model/facts.ts';
import { readAdr } from './adr/index.ts';
import type { DocumentText } from './gathering.ts';
import { readReq } from './req/index.ts';
import { readSpec } from './spec/index.ts';

export type { Reading, UnusedField } from '../../model/facts.ts';
export type { DocumentText } from './gathering.ts';

/** What a document is read with, beside its own text. */
export interface ReadContext {
  /** The files that earlier readings of it asked for, by the `path` of the need. */
  readonly others: ReadonlyMap<string, { readonly text: string } | 'missing'>;
}

type Reader = (document: DocumentText, context: ReadContext) => Reading;

/** The kinds of documents that are read for their facts. */
export type ReadableKind = Exclude<DocumentKind, 'thresholds' | 'score' | 'compose' | 'tasks'>;

/** One reader a kind; most are loaded when the first document of their kind comes. */
const readers: Readonly<Record<ReadableKind, () => Reader | Promise<Reader>>> = {
  req: () => readReq,
  spec: () => readSpec,
  adr: () => readAdr,
  service: async () => (await import('./native/index.ts')).readNative,
};

/**
 * Reads one document into facts, each with its place. Never throws: whatever is wrong is a problem of the reading, and
 * all of it is found in one go.
 */
export async function readDocument(
  document: DocumentText & { readonly kind: ReadableKind },
  context: ReadContext,
): Promise<Reading> {
  const read = await readers[document.kind]();
  return read(document, context);
}
