import { Failure, problem } from '../../../errors/index.ts';
import { change, combineTexts, plain, type Text, type Traced } from '../../../model/traced.ts';

/** The JSON form of CMD, HEALTHCHECK CMD, RUN and ENTRYPOINT: no shell reads it. */
export function argv(words: readonly Text[]): Text {
  return combineTexts(words, () => `[${words.map(word => JSON.stringify(plain(word))).join(', ')}]`);
}

/**
 * A value of ENV or LABEL in double quotes. Docker substitutes `$NAME` and takes `\` as an escape there; it has no way
 * to write a line break, so ask `fitsOneLine` first.
 */
export function quoted(value: Text): Text {
  return change(value, text => `"${text.replaceAll(/[\\"$]/g, character => `\\${character}`)}"`);
}

/** Whether a text has no control character, and so can stand in a Dockerfile instruction. */
export function fitsOneLine(value: string): boolean {
  return !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value);
}

/**
 * A path for COPY, WORKDIR and the like, relative to the build context or absolute in the image. Docker expands `$`
 * and wildcards there, and a space parts two paths: such a path is refused, and so is one that leaves the context.
 */
export function path(value: Traced<string>): Traced<string> {
  const { value: text, fields } = value;
  if (/^[A-Za-z0-9_./@+-]+$/.test(text) && !text.split('/').includes('..')) return value;
  throw new Failure([
    problem('path-unusual', { path: text, field: fields[0] ?? 'path', language: 'Dockerfile' }),
  ]);
}
