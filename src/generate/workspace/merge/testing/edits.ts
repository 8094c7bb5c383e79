import * as fc from 'fast-check';
import { diff } from '../diff.ts';
import { splitLines } from '../lines.ts';

/** One edit of a line (counted modulo the number of lines). `value` changes what stands behind a colon or a blank. */
export interface Edit {
  readonly what: 'insert' | 'comment' | 'delete' | 'replace' | 'value';
  readonly at: number;
}

export const edit = fc.record<Edit>({
  what: fc.constantFrom('insert', 'comment', 'delete', 'replace', 'value', 'value', 'value'),
  at: fc.nat(60),
});

/** Every line that an edit leaves has the name of its author and a number, so that it is told from all others. */
export function edited(path: string, text: string, edits: readonly Edit[], author: string): string {
  const lines = text.split('\n').slice(0, -1);
  edits.forEach(({ what, at }, index) => {
    const i = at % Math.max(1, lines.length);
    const line = lines[i] ?? '';
    const name = `${author}${index}`;
    const indent = /^ */.exec(line)?.[0] ?? '';
    if (what === 'delete') lines.splice(i, 1);
    else if (what === 'insert') lines.splice(i, 0, inserted(path, indent, name));
    else if (what === 'comment')
      lines.splice(i, 0, path.endsWith('.json') ? inserted(path, indent, name) : `${indent}# ${name}`);
    else if (what === 'replace') lines[i] = inserted(path, indent, name);
    else lines[i] = line.replace(/(?<=[: ])["\w.-]+(?="?,?$)/, path.endsWith('.json') ? `"${name}"` : name);
  });
  return `${lines.join('\n')}\n`;
}

function inserted(path: string, indent: string, name: string): string {
  if (path.endsWith('.json')) return `${indent}"${name}": 1,`;
  return path.endsWith('.yaml') ? `${indent}${name}: 1` : `${indent}RUN ${name}`;
}

/** A line as it means: without its indentation, and in JSON without the comma that depends on its neighbour. */
const essence = (line: string) => line.trim().replace(/,$/, '');
const essences = (text: string) => new Set(splitLines(text).texts.map(essence));

/** The lines that one side added or changed, and those of the base that it took away, as far as they are unlike others. */
export function changesOf(base: string, side: string) {
  const [before, after] = [splitLines(base).texts, splitLines(side).texts];
  const [was, is] = [essences(base), essences(side)];
  const hunks = diff(before, after);
  const added = hunks.flatMap(hunk => after.slice(hunk.after.from, hunk.after.to)).map(essence);
  const removed = hunks.flatMap(hunk => before.slice(hunk.before.from, hunk.before.to)).map(essence);
  return { added: added.filter(line => !was.has(line)), removed: removed.filter(line => !is.has(line)) };
}

/** Which of the lines a text does not have, and which it has. A comment may have come to the end of the line above it. */
export const lacks = (text: string, lines: readonly string[]) => {
  const found = essences(text);
  const isBehind = (line: string) =>
    line.startsWith('#') && [...found].some(other => other.endsWith(` ${line}`));
  return lines.filter(line => !found.has(line) && !isBehind(line));
};
export const has = (text: string, lines: readonly string[]) => lines.filter(line => essences(text).has(line));
