import type { Document, LineCounter } from 'yaml';
import { aliasErrors } from './aliases.ts';
import { repeatedKeys } from './repeated-keys.ts';
import { type ParseError, parseStream, type YamlOptions } from './stream.ts';

/** Deeper than any file that a tool reads. */
const depth = 100;

/**
 * The documents of a file that may come from anywhere, safe to be turned into values and printed again, or all that is
 * wrong with it: syntax, depth, keys that stand twice, aliases that lead nowhere or to far too much.
 */
export function parseDocuments(
  text: string,
  lines: LineCounter,
  options: YamlOptions = {},
): { readonly documents: readonly Document.Parsed[]; readonly errors: readonly ParseError[] } {
  const { documents, errors, refusal } = parseStream(text, lines, { depth }, options);
  if (refusal) {
    const message = `it is nested deeper than ${refusal.limit} levels`;
    return { documents: [], errors: [{ from: refusal.offset, to: refusal.offset + 1, message }] };
  }
  if (errors.length > 0) return { documents: [], errors };
  const found = documents.flatMap(document => [
    ...repeatedKeys(document).map(({ range }): ParseError => {
      const [from, to] = range ?? [0, 1];
      return { from, to, message: 'Map keys must be unique' };
    }),
    ...aliasErrors(document),
  ]);
  return { documents: found.length > 0 ? [] : documents, errors: found };
}
