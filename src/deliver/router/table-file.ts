import { existsSync, readFileSync } from 'node:fs';
import { failure } from '../../errors/index.ts';
import { realDisk } from '../durable/disk.ts';
import { saveDurably } from '../durable/save-durably.ts';
import type { RouterTable } from '../engine/table.ts';
import { parseTable } from './table.ts';

/** The table that was in force last; undefined when there never was one. @throws Failure `table-file-corrupt`. */
export function readTable(file: string): RouterTable | undefined {
  if (!existsSync(file)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw failure('table-file-corrupt', { file, reason: String(error) });
  }
  return parseTable(value, file);
}

/** Durable when it resolves: after a crash the file holds this table or the one before, never a part. */
export const writeTable = (file: string, table: RouterTable): Promise<void> =>
  saveDurably(realDisk, file, `${JSON.stringify(table)}\n`);
