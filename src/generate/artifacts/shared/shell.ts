import { change, type Text } from '../../../model/traced.ts';
import { oneLine } from './text.ts';

/** A word that Bash reads as exactly this text: in single quotes, unless it is plain. NUL cannot be in an argument. */
export function shellWord(value: Text): Text {
  return change(value, text => {
    const clean = text.replaceAll('\u0000', '');
    return /^[A-Za-z0-9_./:@%+,-]+$/.test(clean) ? clean : `'${clean.replaceAll("'", `'\\''`)}'`;
  });
}

/** A comment line; the text cannot leave it. */
export function shellComment(value: Text): Text {
  return change(value, text => `# ${oneLine(text)}`);
}
