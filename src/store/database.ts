import { closeSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { failure } from '../errors/index.ts';
import { Connection } from './connection.ts';
import { fromVersion1 } from './migration.ts';
import { storeVersion, tables } from './schema.ts';
import { storeFailure } from './sqlite-errors.ts';

/**
 * Opens the state of a project, makes it when there is none, and brings an older one to this version. Every commit is on
 * the disk when it returns (write-ahead log, synchronous=FULL). What is refused is left as it was found.
 * @param patienceMs How long a lock of another process is waited for.
 * @throws Failure `store-version`, `store-foreign`, `store-corrupt`, `store-locked`, `store-closed-to-us`, `store-full`,
 *   `store-io`, and `deploy-in-progress` while a command of an older version is at work.
 */
export function openDatabase(file: string, patienceMs = 5000): Connection {
  try {
    mkdirSync(dirname(file), { recursive: true });
    refuseWhatIsDiscarded(file);
  } catch (error) {
    throw storeFailure(error, file);
  }
  const connection = new Connection(file, patienceMs);
  const found = versionOf(connection);
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  if (found < storeVersion) connection.transaction(() => bringUpToDate(connection));
  if (found === 0) syncFolder(dirname(file));
  return connection;
}

/** SQLite takes a file without a whole page for a new database: it overwrites it, and deletes the log beside it. */
function refuseWhatIsDiscarded(file: string): void {
  const size = sizeOf(file);
  if (size === 0 && sizeOf(`${file}-wal`) > 0)
    throw failure('store-corrupt', { file, reason: 'it is empty, and its write-ahead log is not' });
  if (size > 0 && size < smallestPage)
    throw failure('store-foreign', { file, reason: `it has ${size} bytes, fewer than any database` });
}

/** Looked at before anything is changed: a file that is not ours stays as it is. */
function versionOf(connection: Connection): number {
  const { file } = connection;
  const { version = 0, objects = 0 } =
    (connection.get(
      'SELECT user_version AS version, (SELECT count(*) FROM sqlite_schema) AS objects FROM pragma_user_version',
    ) as { version: number; objects: number } | undefined) ?? {};
  if (version < 0 || version > storeVersion)
    throw failure('store-version', { file, found: version, known: storeVersion });
  if (version === 0 && objects > 0)
    throw failure('store-foreign', { file, reason: 'it is a database of another program' });
  return version;
}

/** Unless somebody else has just done it. */
function bringUpToDate(connection: Connection): void {
  const version = versionOf(connection);
  if (version === storeVersion) return;
  if (version === 0) connection.exec(tables);
  else fromVersion1(connection);
  connection.exec(`PRAGMA user_version = ${storeVersion}`);
}

/** So that the name of a new file is as durable as what is in it. */
function syncFolder(folder: string): void {
  for (const path of [folder, dirname(folder)]) {
    const descriptor = openSync(path, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }
}

/** Bytes (sqlite.org/fileformat2.html, section 1.3.2). */
const smallestPage = 512;

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
