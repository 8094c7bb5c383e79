import { problem } from '../../errors/index.ts';
import type { Parse } from './parse.ts';

/** Longer examples are no help to a reader of the files in which they stand. */
const most = 20_000;

/** The text of a value of JSON, in the one way to write it; a text that is no JSON is the value itself. */
export function jsonValue(what: string): Parse<string> {
  return ({ text, at }) =>
    text.length > most ? problem('json-too-long', { what, most }, { at }) : JSON.stringify(valueOf(text));
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
