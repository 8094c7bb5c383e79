import type { DocumentKind, Reading } from '../../model/facts.ts';
import { readAdr } from './adr/index.ts';
import type { ParsedFiles } from './compose/context.ts';
import type { DocumentText } from './gathering.ts';
import { readReq } from './req/index.ts';
import { readSpec } from './spec/index.ts';
import type { Thresholds } from './thresholds/registry.ts';

export type { Reading, UnusedField } from '../../model/facts.ts';
export type { ParsedFiles } from './compose/context.ts';
export type { DocumentText } from './gathering.ts';

/** What a document is read with, beside its own text. */
export interface ReadContext {
  /** The files that earlier readings of it asked for, by the `path` of the need. */
  readonly others: ReadonlyMap<string, { readonly text: string } | 'missing'>;
  /** What the registries say that earlier readings of it asked for. */
  readonly thresholds?: Thresholds;
  /** What earlier readings of it parsed. */
  readonly parsed?: ParsedFiles;
  /** The folder of the document, relative to that of the project; empty when they are the same. */
  readonly folder: string;
}

type Reader = (document: DocumentText, context: ReadContext) => Reading;

/** The kinds of documents that are read. */
export type ReadableKind = DocumentKind;

/** Who generates must not change what is generated: the shell's own variables fill nothing in, a `.env` file does. */
const noEnvironment: ReadonlyMap<string, string> = new Map();

/** One reader a kind; most are loaded when the first document of their kind comes. */
const readers: Readonly<Record<ReadableKind, () => Reader | Promise<Reader>>> = {
  req: () => readReq,
  spec: () => readSpec,
  adr: () => readAdr,
  score: async () => {
    const { readScore } = await import('./score/index.ts');
    return (document, { folder }) => readScore(document, folder);
  },
  compose: async () => {
    const { readCompose } = await import('./compose/index.ts');
    return (document, context) => readCompose(document, { ...context, environment: noEnvironment });
  },
  service: async () => (await import('./native/index.ts')).readNative,
  tasks: async () => (await import('./tasks/index.ts')).readTasks,
  thresholds: async () => (await import('./thresholds/index.ts')).readRegistry,
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
