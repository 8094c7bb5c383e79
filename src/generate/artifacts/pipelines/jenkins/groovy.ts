import { change, plain, type Text } from '../../../../model/traced.ts';
import { oneLine } from '../../shared/text.ts';

/** In single quotes Groovy fills nothing in: only a backslash and a quote mean something. */
const escaped = (value: Text): Text =>
  change(value, shown =>
    shown.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\r', '\\r').replaceAll('\u0000', ''),
  );

/** A string on one line. */
export const groovyString = (value: Text): Text =>
  change(escaped(value), shown => `'${shown.replaceAll('\n', '\\n')}'`);

/** Lines of a string that spans lines, between its quotes. */
export const groovyLines = (lines: readonly Text[]): readonly Text[] => lines.map(escaped);

export const groovyComment = (value: string): string => `// ${oneLine(value)}`;

/** `name { … }`, one more step to the right; nothing where there is nothing in it. */
export function block(name: Text, body: readonly Text[]): readonly Text[] {
  return body.length === 0 ? [] : [change(name, shown => `${shown} {`), ...body.map(indented), '}'];
}

/** The first line only: what follows may be part of a word in quotes. */
const indented = (line: Text): Text => (plain(line) === '' ? line : change(line, shown => `  ${shown}`));
