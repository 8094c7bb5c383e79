import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { failure } from '../errors/index.ts';

/** Version of the tables below, kept in `user_version`. */
const storeVersion = 1;

const tables = `
  CREATE TABLE lease (
    scope TEXT PRIMARY KEY, token INTEGER NOT NULL, pid INTEGER, start_time TEXT, acquired_at INTEGER, expires_at INTEGER
  ) STRICT;
  CREATE TABLE deploy (
    id TEXT PRIMARY KEY, scope TEXT NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER,
    plan TEXT NOT NULL, record TEXT, serving TEXT
  ) STRICT;
  CREATE INDEX deploy_by_scope ON deploy (scope, started_at);
  CREATE TABLE journal (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, deploy TEXT NOT NULL, token INTEGER NOT NULL, entry TEXT NOT NULL
  ) STRICT;
  CREATE INDEX journal_by_deploy ON journal (deploy, seq);
`;

/**
 * Opens the state of a project, and makes it when there is none. Every commit is on the disk when it returns
 * (write-ahead log, synchronous=FULL).
 * @throws Failure `store-version` for a state of another version.
 */
export function openDatabase(file: string): Database.Database {
  mkdirSync(dirname(file), { recursive: true });
  const database = new Database(file, { timeout: 5000 });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;');
  inTransaction(database, () => {
    const version = (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
    if (version === 0) database.exec(`${tables}PRAGMA user_version = ${storeVersion};`);
    else if (version !== storeVersion)
      throw failure('store-version', { file, found: version, known: storeVersion });
  });
  return database;
}

/** Runs `act` with the write lock of the database held; all of it is done or nothing. */
export function inTransaction<T>(database: Database.Database, act: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = act();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
