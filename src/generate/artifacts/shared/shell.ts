import { change, type Text } from '../../../model/traced.ts';
import { oneLine } from './text.ts';

/** A word that Bash reads as exactly this text: in single quotes, unless it is plain. */
export const shellWord = (value: Text): Text => quotedUnless(/^[A-Za-z0-9_./:@%+,-]+$/, value);

/** A key of a map. What is no name is quoted: formatters read it as arithmetic and make `my - env` of `my-env`. */
export const shellKey = (value: Text): Text => quotedUnless(/^\w+$/, value);

/** NUL cannot be in an argument. */
function quotedUnless(plain: RegExp, value: Text): Text {
  return change(value, text => {
    const clean = text.replaceAll('\u0000', '');
    return plain.test(clean) ? clean : `'${clean.replaceAll("'", `'\\''`)}'`;
  });
}

/** A comment line; the text cannot leave it. */
export function shellComment(value: Text): Text {
  return change(value, text => `# ${oneLine(text)}`);
}
