import type { JournalEntry, Journalled } from '../deliver/engine/store-port.ts';
import { failure } from '../errors/index.ts';
import { checkedValue } from './checked-text.ts';
import type { Connection } from './connection.ts';

const knownEntries: ReadonlySet<unknown> = new Set([2]);
const newestKnown = 2;

interface EntryRow {
  readonly seq: number;
  readonly entry: string;
  readonly sum: number | null;
}

/** @throws Failure `journal-version` for an entry that a newer devops-flow wrote, `store-corrupt`. */
export function readEntries(
  connection: Connection,
  deploy: string,
  { after = 0, limit = -1 }: { readonly after?: number; readonly limit?: number },
): readonly JournalEntry[] {
  const sql = 'SELECT seq, entry, sum FROM journal WHERE deploy = ? AND seq > ? ORDER BY seq LIMIT ?';
  const rows = connection.all(sql, deploy, after, limit) as readonly EntryRow[];
  return rows.map(row => journalled(connection.file, deploy, row).entry);
}

export function readNewest(connection: Connection, deploy: string, newest: number): readonly Journalled[] {
  const sql = 'SELECT seq, entry, sum FROM journal WHERE deploy = ? ORDER BY seq DESC LIMIT ?';
  const rows = connection.all(sql, deploy, newest) as readonly EntryRow[];
  return rows.map(row => journalled(connection.file, deploy, row)).reverse();
}

export function readState(
  connection: Connection,
  deploy: string,
): { readonly seq: number; readonly state: unknown } | undefined {
  const sql = 'SELECT seq, state, sum FROM state WHERE deploy = (SELECT number FROM deploy WHERE id = ?)';
  const row = connection.get(sql, deploy) as { seq: number; state: string; sum: number } | undefined;
  return row && { seq: row.seq, state: checkedValue(connection.file, deploy, row.state, row.sum) };
}

function journalled(file: string, deploy: string, row: EntryRow): Journalled {
  const entry = checkedValue(file, deploy, row.entry, row.sum) as JournalEntry;
  if (!knownEntries.has(entry.schemaVersion))
    throw failure('journal-version', { found: String(entry.schemaVersion), known: newestKnown });
  return { seq: row.seq, entry };
}
