import { type Problem, problem } from '../../errors/index.ts';
import { slice, type Token } from '../token.ts';

const word = /"([^"]*)"|'([^']*)'|([^\s"']+)/g;

/** What only a shell would understand. */
const shellSign = /[|&;<>$`\\]/;

/** Splits a start command into argv; quotes hold words together. No shell is involved, then or later. */
export function commandWords(command: Token): readonly Token[] | Problem {
  const { text } = command;
  const words = [...text.matchAll(word)].map(match => {
    const quoted = match[3] === undefined;
    const inner = match[1] ?? match[2] ?? match[0];
    const start = match.index + (quoted ? 1 : 0);
    return slice(command, start, start + inner.length);
  });
  const rest = text.replace(word, '').trim();
  if (words.length === 0 || rest !== '' || shellSign.test(text)) {
    return problem('command-invalid', { text }, { at: command.at });
  }
  return words;
}
