import { problem } from '../../../errors/index.ts';
import { nearest } from '../../../model/names.ts';
import { bare, isAbsent, type Token } from '../../../model/token.ts';
import type { Gathering } from '../gathering.ts';
import type { Block, Section } from '../markdown/outline.ts';
import { splitRow } from '../markdown/row.ts';

/** The columns of a table of the form, by key. An optional column may be left out. */
export type Columns<Key extends string> = Readonly<Record<Key, { title: string; optional?: true }>>;

export type Row<Key extends string> = Readonly<Record<Key, Token | undefined>>;

type Table = Extract<Block, { kind: 'table' }>;

/** Real cells have up to 120 characters. */
const longestCell = 4000;

const plain = (title: string) => (title.toLowerCase().match(/[a-z0-9]+/g) ?? []).join(' ');

/** How problems name a section: "9.5.2 Environment Configuration". */
export function sectionName({ number, title }: Pick<Section, 'number' | 'title'>): string {
  return number === '' ? title : `${number} ${title}`;
}

/**
 * The rows of the section's tables that have these columns, in any order. The first column of the form names the row:
 * it may not be empty, nor stand twice. Reports missing columns and shifted rows; columns that nobody reads are unused.
 */
export function readTable<Key extends string>(
  section: Section,
  columns: Columns<Key>,
  gathering: Gathering,
): readonly Row<Key>[] {
  const tables = section.blocks.filter(block => block.kind === 'table');
  const table = sectionName(section);
  const hasBroken = reportBroken(section, gathering);
  if (tables.length === 0 && !hasBroken) {
    const facts = { section: section.number, title: section.title };
    gathering.problems.push(problem('table-missing', facts, { at: section.heading.at }));
  }
  return tables.flatMap(found => rowsOf(found, table, columns, gathering));
}

/**
 * Lines that were meant as a table and are none: GFM (4.10) asks for as many cells in the row of hyphens as in the
 * header. True when there were some.
 */
function reportBroken(section: Section, gathering: Gathering): boolean {
  const paragraphs = section.blocks.filter(block => block.kind === 'paragraph');
  const found = paragraphs.flatMap(({ lines }) =>
    lines.flatMap((line, i) => {
      const header = lines[i - 1];
      if (!header?.text.includes('|') || !isSeparator(line)) return [];
      const [cells, columns] = [splitRow(line).length, splitRow(header).length];
      return [problem('table-broken', { table: sectionName(section), cells, columns }, { at: line.at })];
    }),
  );
  gathering.problems.push(...found);
  return found.length > 0;
}

const isSeparator = (line: Token) =>
  line.text.includes('|') && splitRow(line).every(({ text }) => /^:?-+:?$/.test(text));

function rowsOf<Key extends string>(
  found: Table,
  table: string,
  columns: Columns<Key>,
  gathering: Gathering,
): readonly Row<Key>[] {
  const position = positions(found, table, columns, gathering);
  if (!position) return [];
  const keys = Object.keys(columns) as Key[];
  const seen = new Map<string, number>();
  return found.rows.flatMap(cells => {
    const row = Object.fromEntries(keys.map(key => [key, cells[position.get(key) ?? -1]])) as Row<Key>;
    return isSound(row, cells, found, { table, columns, seen }, gathering) ? [row] : [];
  });
}

/** Where each column stands; undefined when one is missing. */
function positions<Key extends string>(
  { header }: Table,
  table: string,
  columns: Columns<Key>,
  gathering: Gathering,
): ReadonlyMap<Key, number> | undefined {
  const titles = header.map(cell => plain(cell.text));
  const found = new Map<Key, number>();
  for (const key of Object.keys(columns) as Key[]) {
    const at = titles.indexOf(plain(columns[key].title));
    if (at >= 0) found.set(key, at);
  }
  const spare = header.filter((_, i) => ![...found.values()].includes(i));
  const missing = (Object.keys(columns) as Key[]).filter(key => !columns[key].optional && !found.has(key));
  for (const key of missing) {
    const column = columns[key].title;
    const rename = nearest(
      column,
      spare.map(({ text }) => text),
    );
    const at = header[0]?.at;
    gathering.problems.push(problem('column-missing', { table, column, rename }, at ? { at } : {}));
  }
  for (const cell of spare) gathering.skip(`${table}, column ${cell.text}`, cell);
  const optional = Object.values<Columns<Key>[Key]>(columns).filter(column => column.optional);
  reportMisspelt(
    spare,
    optional.map(({ title }) => title).filter(title => !titles.includes(plain(title))),
    table,
    gathering,
  );
  return missing.length === 0 ? found : undefined;
}

/** A column that may be left out is not missed: when one is almost called like it, its values would be lost silently. */
function reportMisspelt(
  spare: readonly Token[],
  absent: readonly string[],
  table: string,
  gathering: Gathering,
): void {
  for (const cell of spare) {
    const suggestion = nearest(bare(cell).text, absent);
    if (suggestion === undefined) continue;
    const facts = { key: cell.text, place: table, suggestion };
    gathering.problems.push(problem('key-unknown', facts, { at: cell.at }));
  }
}

interface Known<Key extends string> {
  readonly table: string;
  readonly columns: Columns<Key>;
  /** Names of the rows so far, with their lines. */
  readonly seen: Map<string, number>;
}

function isSound<Key extends string>(
  row: Row<Key>,
  cells: readonly Token[],
  { header }: Table,
  { table, columns, seen }: Known<Key>,
  gathering: Gathering,
): boolean {
  const first = cells[0];
  if (!first) return false;
  const report = gathering.problems;
  if (cells.length !== header.length) {
    const facts = { table, cells: cells.length, columns: header.length };
    report.push(problem('row-length', facts, { at: first.at }));
    return false;
  }
  const long = cells.find(({ text }) => text.length > longestCell);
  if (long) {
    report.push(problem('cell-too-long', { length: long.text.length, limit: longestCell }, { at: long.at }));
    return false;
  }
  const key = Object.keys(columns)[0] as Key;
  const named = row[key];
  if (!named || isAbsent(named)) {
    const facts = { table, column: columns[key].title };
    report.push(problem('cell-empty', facts, { at: (named ?? first).at }));
    return false;
  }
  const name = bare(named).text;
  const line = seen.get(plain(name));
  if (line !== undefined) report.push(problem('row-duplicate', { table, name, line }, { at: named.at }));
  seen.set(plain(name), named.at.line);
  return line === undefined;
}
