import { isUtf8 } from 'node:buffer';
import { isArrayBuffer, isUint8Array } from 'node:util/types';
import { failure } from '../errors/index.ts';

/** `sql`, with the texts of its columns as bytes: libsql ends the process at a text that is not UTF-8, as damage makes it. */
export function withBytesForTexts(sql: string, columns: readonly string[]): string {
  const asBytes = columns.map(
    name => `CASE typeof("${name}") WHEN 'text' THEN CAST("${name}" AS BLOB) ELSE "${name}" END AS "${name}"`,
  );
  return `SELECT ${asBytes.join(', ')} FROM (${sql})`;
}

/**
 * Makes texts of the bytes in a row again; there are no others in this database.
 * @throws Failure `store-corrupt` for what is not UTF-8.
 */
export function withTexts(row: unknown, file: string): unknown {
  if (row === undefined || row === null) return undefined;
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(row)) {
    // Bytes come in two guises: a buffer out of `get`, what lies below one out of `all`.
    if (isArrayBuffer(value)) read[name] = textOf(Buffer.from(value), file);
    else read[name] = isUint8Array(value) ? textOf(value, file) : value;
  }
  return read;
}

function textOf(bytes: Uint8Array, file: string): string {
  if (!isUtf8(bytes)) throw failure('store-corrupt', { file, reason: 'a text in it is not UTF-8' });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
