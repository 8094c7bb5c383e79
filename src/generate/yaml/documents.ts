import type { Document, LineCounter } from 'yaml';
import { aliasErrors } from './aliases.ts';
import { repeatedKeys } from './repeated-keys.ts';
import { errorAt, type ParseError, parseStream, type Refusal, type YamlOptions } from './stream.ts';

/** Deeper than any file that a tool reads. */
const depth = 100;
/** Of real files the densest have 0.33. */
const density = 0.35;

/** On one line it has a sign for every two characters, and is of use. */
const isJson = (text: string) => /^\s*[{[]/.test(text);

const tooMuch: Readonly<Record<Refusal['id'], (limit: number) => string>> = {
  'yaml-too-deep': limit => `it is nested deeper than ${limit} levels`,
  'yaml-too-dense': limit => `it has more than ${limit} words, signs and line ends`,
  'yaml-too-many-documents': limit => `it holds more than ${limit} documents`,
};

/**
 * The documents of a file that may come from anywhere, safe to be turned into values and printed again, or all that is
 * wrong with it: syntax, depth, keys that stand twice, aliases that lead nowhere or to far too much.
 */
export function parseDocuments(
  text: string,
  lines: LineCounter,
  options: YamlOptions = {},
): { readonly documents: readonly Document.Parsed[]; readonly errors: readonly ParseError[] } {
  const limits = isJson(text) ? { depth } : { depth, density };
  const { documents, errors, refusal } = parseStream(text, lines, limits, options);
  if (refusal) {
    const { offset, limit, id } = refusal;
    return { documents: [], errors: [{ from: offset, to: offset + 1, message: tooMuch[id](limit) }] };
  }
  if (errors.length > 0) return { documents: [], errors };
  const found = documents.flatMap(document => [
    ...repeatedKeys(document).map(key => errorAt(key, 'Map keys must be unique')),
    ...aliasErrors(document),
  ]);
  return { documents: found.length > 0 ? [] : documents, errors: found };
}
