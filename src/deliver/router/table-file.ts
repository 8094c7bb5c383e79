import { existsSync, readFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { failure } from '../../errors/index.ts';
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
export async function writeTable(file: string, table: RouterTable): Promise<void> {
  const next = `${file}.next`;
  const handle = await open(next, 'w', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(table)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(next, file);
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
