import { Lexer } from 'yaml';
import { splitLines } from '../lines.ts';
import type { Format } from './structure.ts';

/** Marks the token of a plain or block scalar, which may begin with any character. */
const scalar = '\u001f';
/** What the lexer puts in between to mark places, and stands in no text. */
const marks = new Set(['\u0002', '\u0018', scalar, '\ufeff']);

/** Line numbers, from 1. */
export type LineSet = ReadonlySet<number>;

/** A text taken apart; `code` has the text of each line without its comment and the blanks before it. */
export interface Words {
  readonly comments: readonly { readonly text: string; readonly line: number }[];
  readonly code: readonly string[];
}

export function readWords(format: Format, text: string): Words {
  return format === 'yaml' ? yamlWords(text) : { comments: [], code: splitLines(text).texts };
}

/** Tells comments from everything that only looks like one, as YAML itself does. */
function yamlWords(text: string): Words {
  const comments: { text: string; line: number }[] = [];
  const code = [''];
  let previous = '';
  for (const token of new Lexer().lex(text)) {
    if (token.startsWith('#') && previous !== scalar)
      comments.push({ text: token.trimEnd(), line: code.length });
    else if (!marks.has(token)) {
      const [rest = '', ...more] = token.split('\n');
      code[code.length - 1] += rest;
      code.push(...more);
    }
    previous = token;
  }
  return { comments, code: code.map(line => line.trimEnd()) };
}
