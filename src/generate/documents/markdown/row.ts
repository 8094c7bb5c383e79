import { slice, type Token, trim } from '../../../model/token.ts';

/** The cells of a line of a table, each with its place. A bar after a backslash belongs to its cell (GFM 4.10). */
export function splitRow(line: Token): Token[] {
  const { text } = line;
  const cells: Token[] = [];
  let start = 0;
  for (let i = 0; i <= text.length; i += 1) {
    const ends = i === text.length || (text[i] === '|' && text[i - 1] !== '\\');
    if (!ends) continue;
    cells.push(trim(slice(line, start, i)));
    start = i + 1;
  }
  const inside = text.trim();
  if (inside.startsWith('|')) cells.shift();
  if (cells.length > 1 && inside.endsWith('|') && !inside.endsWith('\\|')) cells.pop();
  return cells;
}
