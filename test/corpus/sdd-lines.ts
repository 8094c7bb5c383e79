/** Walks a Markdown document by its lines alone, without any code of the readers, and finds what its reading says nothing about. */
import type { Place } from '../../src/errors/index.ts';
import type { Reading } from '../../src/model/facts.ts';

interface Known {
  /** Places of facts, needs, choices and values that steered the reading. */
  readonly said: readonly Place[];
  readonly unused: readonly Place[];
}

/** A table that the walk is in: where its columns begin is said by the row. */
interface Table {
  readonly header: readonly Cell[];
}

interface Cell {
  readonly column: number;
  readonly text: string;
}

/**
 * Each table cell, list item, fence and "Key: value" line below a heading is the place of something that was read, or
 * unused by itself, by its row, by its column or by its heading; so is the front matter. Quoted lines and prose are no data.
 */
export function lostLines(markdown: string, { document, ...reading }: Reading): readonly string[] {
  const known = knownPlaces(document.file, reading);
  const lost: string[] = [];
  const lines = markdown.split('\n');
  let [isUnread, fence, table]: [boolean, number | undefined, Table | undefined] = [
    false,
    undefined,
    undefined,
  ];
  const start = lines[0] === '---' ? lines.indexOf('---', 1) + 1 : 0;
  if (start > 0 && !known.unused.concat(known.said).some(({ line }) => line <= start))
    lost.push('1 front matter');
  for (const [i, line] of lines.entries()) {
    if (i < start) continue;
    const number = i + 1;
    if (fence !== undefined) {
      const isSaid = [...known.said, ...known.unused].some(
        at => at.line >= (fence ?? 0) && at.line <= number,
      );
      if (/^\s*```/.test(line) && !isSaid && !isUnread) lost.push(`${fence} fence`);
      if (/^\s*```/.test(line)) fence = undefined;
    } else if (/^\s*```/.test(line)) fence = number;
    else if (/^#{1,6} /.test(line)) isUnread = known.unused.some(at => at.line === number);
    else if (!isUnread) {
      const cells = line.startsWith('|') ? cellsOf(line) : [];
      if (cells.length > 0 && !table) table = { header: cells };
      else
        lost.push(
          ...(table ? lostCells(cells, number, table, i, lines, known) : lostLine(line, number, known)),
        );
    }
    if (!line.startsWith('|')) table = undefined;
  }
  return lost;
}

function knownPlaces(file: string, reading: Omit<Reading, 'document'>): Known {
  const { facts, needs, choices = [], followed = [], unused } = reading;
  const own = (places: readonly Place[]) => places.filter(at => at.file === file);
  const versions = choices.flatMap(({ version }) => (version ? [version.at] : []));
  return {
    said: own([
      ...[...facts, ...needs].map(({ at }) => at),
      ...choices.map(({ product }) => product.at),
      ...versions,
      ...followed,
    ]),
    unused: own(unused.map(({ at }) => at)),
  };
}

function cellsOf(line: string): readonly Cell[] {
  let column = 2;
  return line
    .slice(1, line.trimEnd().lastIndexOf('|'))
    .split('|')
    .map(raw => {
      const cell = { column: column + raw.length - raw.trimStart().length, text: raw.trim() };
      column += raw.length + 1;
      return cell;
    });
}

function lostCells(
  cells: readonly Cell[],
  line: number,
  { header }: Table,
  index: number,
  lines: readonly string[],
  { said, unused }: Known,
): readonly string[] {
  if (cells.every(({ text }) => /^:?-+:?$/.test(text))) return [];
  const isIn =
    ({ column, text }: Cell) =>
    (at: Place) =>
      at.line === line && at.column >= column && at.column < column + text.length;
  const [first] = cells.filter(({ text }) => !isNothing(text));
  if (!first || unused.some(isIn(first))) return [];
  const top = headerLine(index, lines);
  const isColumnUnused = (i: number) => unused.some(at => at.line === top && at.column === header[i]?.column);
  // A row of two columns is a key and its value; so is one of requests and limits.
  const isQuantities = header.map(({ text }) => text).join() === 'Resource,Request,Limit';
  const isKey = (i: number) => i === 0 && (cells.length === 2 || isQuantities);
  return cells.flatMap((cell, i) =>
    isNothing(cell.text) || isKey(i) || isColumnUnused(i) || [...said, ...unused].some(isIn(cell))
      ? []
      : [`${line} ${cell.text}`],
  );
}

function headerLine(index: number, lines: readonly string[]): number {
  let top = index;
  while (lines[top - 1]?.startsWith('|')) top -= 1;
  return top + 1;
}

const isNothing = (text: string) => ['', '-', 'N/A'].includes(text);

function lostLine(line: string, number: number, { said, unused }: Known): readonly string[] {
  const item = /^\s*(?:[-*]|\d+\.) (.+)$/.exec(line)?.[1];
  const pair = /^(?:\*\*)?[A-Za-z][\w -]{0,60}:(?:\*\*)? (.+)$|^\*\*[^*]{1,60}\*\*: (.+)$/.exec(line);
  const text = item ?? pair?.[1] ?? pair?.[2];
  const isKnown = [...said, ...unused].some(at => at.line === number);
  return text === undefined || isKnown ? [] : [`${number} ${line.trim()}`];
}
