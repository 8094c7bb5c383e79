import type { Reading } from '../../model/facts.ts';
import { readAdr } from './adr/index.ts';
import type { DocumentText } from './gathering.ts';
import { readReq } from './req/index.ts';
import { readSpec } from './spec/index.ts';

export type { Reading, UnusedField } from '../../model/facts.ts';
export type { DocumentText } from './gathering.ts';

/**
 * Reads one document into facts, each with its place. Never throws: whatever is wrong is a problem of the reading, and
 * all of it is found in one go.
 */
export function readDocument(document: DocumentText): Reading {
  if (document.kind === 'req') return readReq(document);
  return document.kind === 'spec' ? readSpec(document) : readAdr(document);
}
