/** Finds the cells and list items of a Markdown text by its lines alone, on purpose not with the reader under test. */
export interface Cell {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** Every body cell, list item and "**Name**: value" line between two headings. */
export function cellsBetween(markdown: string, from: string, to: string): readonly Cell[] {
  const lines = markdown.split('\n');
  const start = lines.findIndex(line => line.startsWith(from));
  const end = lines.findIndex((line, i) => i > start && line.startsWith(to));
  return lines.slice(start, end).flatMap((line, i) => {
    const number = start + i + 1;
    if (line.startsWith('|')) {
      const header = lines[start + i + 1]?.startsWith('|--') || line.startsWith('|--');
      return header ? [] : cellsOf(line, number);
    }
    const item = /^(?:- |\d+\. )(.*)$/.exec(line) ?? /^\*\*[^*]+\*\*: (.+)$/.exec(line);
    return item?.[1] ? [{ line: number, column: line.length - item[1].length + 1, text: item[1] }] : [];
  });
}

function cellsOf(line: string, number: number): Cell[] {
  let column = 2;
  return line
    .slice(1, line.lastIndexOf('|'))
    .split('|')
    .map(raw => {
      const cell = { line: number, column: column + raw.length - raw.trimStart().length, text: raw.trim() };
      column += raw.length + 1;
      return cell;
    });
}
