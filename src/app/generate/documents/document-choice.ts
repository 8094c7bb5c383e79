/** The documents that a command is about, as its flags name them. */
import type { ReadableKind } from '../../../generate/documents/index.ts';

/** Paths by kind, relative to the folder that the command runs in. */
export type NamedDocuments = { readonly [Kind in ReadableKind]?: readonly string[] };

export interface DocumentChoice extends NamedDocuments {
  /** A project folder: its documents are found by themselves, in addition to those that are named. */
  readonly folder?: string;
}

const place: Readonly<Record<ReadableKind, number>> = {
  service: 1,
  req: 2,
  spec: 3,
  score: 4,
  compose: 5,
  adr: 6,
  tasks: 7,
  thresholds: 8,
};

/** Every kind, in the order in which documents are read and shown. */
export const documentKinds = (Object.keys(place) as ReadableKind[]).toSorted((a, b) => place[a] - place[b]);

export interface FoundDocument {
  readonly kind: ReadableKind;
  readonly file: string;
}

/** The documents that are named, one by one. */
export function namedDocuments(choice: NamedDocuments): readonly FoundDocument[] {
  return documentKinds.flatMap(kind => (choice[kind] ?? []).map(file => ({ kind, file })));
}
