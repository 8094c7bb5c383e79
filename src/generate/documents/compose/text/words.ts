import { slice, type Token } from '../../../../model/token.ts';

/**
 * Splits a command into words as Compose does: at blanks, with quotes and backslashes of a shell, and no shell. Variables
 * and operators of a shell are plain text. Undefined when a quote is not closed.
 */
export function words(command: Token): readonly Token[] | undefined {
  const { text } = command;
  const found: Token[] = [];
  for (let at = 0; ; ) {
    while (isBlank(text[at])) at += 1;
    if (at >= text.length) return found;
    const word = wordAt(text, at);
    if (!word) return undefined;
    const written = slice(command, at, word.end);
    found.push(written.text === word.text ? written : { ...written, text: word.text, rewritten: true });
    at = word.end;
  }
}

const isBlank = (sign: string | undefined) => sign !== undefined && /[ \t\r\n]/.test(sign);

function wordAt(text: string, start: number): { text: string; end: number } | undefined {
  let [word, quote, at] = ['', '', start];
  for (; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (quote === '' && isBlank(sign)) break;
    const next = text[at + 1];
    if (sign === '\\' && quote !== "'" && next !== undefined) {
      // Inside of double quotes a backslash only escapes what is special there.
      word += quote === '' || '"\\$`'.includes(next) ? next : sign + next;
      at += 1;
    } else if (sign === quote) quote = '';
    else if (quote === '' && (sign === '"' || sign === "'")) quote = sign;
    else word += sign;
  }
  return quote === '' ? { text: word, end: at } : undefined;
}
