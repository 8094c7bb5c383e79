import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { failure } from '../errors/index.ts';
import { lockHolder } from './lock-holder.ts';

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
 * @throws Failure `store-version` for a state of another version, `store-locked`.
 */
export function openDatabase(file: string, patienceMs = 5000): Database.Database {
  mkdirSync(dirname(file), { recursive: true });
  const database = new Database(file, { timeout: patienceMs });
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = ${patienceMs};`);
  const version = (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
  if (version !== 0 && version !== storeVersion)
    throw failure('store-version', { file, found: version, known: storeVersion });
  if (version === 0) inTransaction(database, () => makeTables(database));
  return database;
}

/** Unless somebody else has just made them. */
function makeTables(database: Database.Database): void {
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version === 0) database.exec(`${tables}PRAGMA user_version = ${storeVersion};`);
}

/** Runs `act` with the write lock of the database held; all of it is done or nothing. */
export function inTransaction<T>(database: Database.Database, act: () => T): T {
  begin(database);
  try {
    const result = act();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

/** @throws Failure `store-locked` when another process does not let go of the database. */
function begin(database: Database.Database): void {
  try {
    database.exec('BEGIN IMMEDIATE');
  } catch (error) {
    if ((error as { code?: string }).code !== 'SQLITE_BUSY' && !/locked/.test((error as Error).message))
      throw error;
    const { file = '' } = database.prepare('PRAGMA database_list').get() as { file?: string };
    throw failure('store-locked', { file, holder: lockHolder(file) });
  }
}
