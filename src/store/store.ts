import type Database from 'libsql';
import type { Deploy } from '../deliver/engine/deploy.ts';
import type { FinishedDeploy, JournalEntry, Scope, Store } from '../deliver/engine/ports.ts';
import type { DeployPlan } from '../deliver/release/plan.ts';
import { failure } from '../errors/index.ts';
import { inTransaction, openDatabase } from './database.ts';
import { acquireLease, leaseHolder, leaseKey, scopeKey } from './lease.ts';

interface DeployRow {
  id: string;
  started_at: number;
  ended_at: number | null;
  plan: string;
  record: string | null;
  serving: string | null;
}

export interface OpenStore extends Store {
  /** pid of whoever is changing the scope now. */
  holder(scope: Scope): number | undefined;
  /** Everything that was ever deployed from here, the latest first. */
  scopes(): readonly Scope[];
  /** Ends a cut-off deploy without a record of what it did: nothing of it runs any more. */
  abandon(deploy: string, token: number): void;
  close(): void;
}

/** The store in one SQLite file: lease, journal and history of a project. */
export function openStore(file: string): OpenStore {
  const database = openDatabase(file);
  return {
    acquire: scope => acquireLease(database, scope),
    holder: scope => leaseHolder(database, scope),
    scopes: () => {
      const latestFirst =
        'SELECT scope FROM deploy GROUP BY scope ORDER BY max(started_at) DESC, max(rowid) DESC';
      return (database.prepare(latestFirst).all() as { scope: string }[]).map(row => scopeOf(row.scope));
    },
    begin: (scope, plan, token) =>
      fenced(database, leaseKey(scope), token, () =>
        database
          .prepare('INSERT INTO deploy (id, scope, started_at, plan) VALUES (?, ?, ?, ?)')
          .run(plan.id, scopeKey(scope), Date.now(), JSON.stringify(plan)),
      ),
    append: (deploy, token, entry) => append(database, deploy, token, entry),
    entries: deploy => entries(database, deploy),
    finish: (deploy, token, record, serving) =>
      fencedFor(database, deploy, token, () =>
        database
          .prepare('UPDATE deploy SET ended_at = ?, record = ?, serving = ? WHERE id = ?')
          .run(Date.now(), JSON.stringify(record), serving ?? null, deploy),
      ),
    abandon: (deploy, token) =>
      fencedFor(database, deploy, token, () =>
        database.prepare('UPDATE deploy SET ended_at = ? WHERE id = ?').run(Date.now(), deploy),
      ),
    unfinished: scope => {
      const row = database
        .prepare('SELECT * FROM deploy WHERE scope = ? AND ended_at IS NULL ORDER BY started_at DESC LIMIT 1')
        .get(scopeKey(scope)) as DeployRow | undefined;
      return row && (JSON.parse(row.plan) as DeployPlan);
    },
    history: (scope, limit) =>
      (
        database
          .prepare(
            'SELECT * FROM deploy WHERE scope = ? AND record IS NOT NULL ORDER BY started_at DESC, rowid DESC LIMIT ?',
          )
          .all(scopeKey(scope), limit) as DeployRow[]
      ).map(finished),
    close: () => database.close(),
  };
}

function append(database: Database.Database, deploy: string, token: number, entry: JournalEntry): void {
  fencedFor(database, deploy, token, () =>
    database
      .prepare('INSERT INTO journal (deploy, token, entry) VALUES (?, ?, ?)')
      .run(deploy, token, JSON.stringify(entry)),
  );
}

function scopeOf(key: string): Scope {
  const [service = '', environment = ''] = key.split('/');
  return { service, environment };
}

function fencedFor(database: Database.Database, deploy: string, token: number, write: () => void): void {
  const row = database.prepare('SELECT scope FROM deploy WHERE id = ?').get(deploy) as { scope: string };
  fenced(database, leaseKey(scopeOf(row.scope)), token, write);
}

/** @throws Failure `journal-version` for an entry that a newer devops-flow wrote. */
function entries(database: Database.Database, deploy: string): JournalEntry[] {
  const rows = database.prepare('SELECT entry FROM journal WHERE deploy = ? ORDER BY seq').all(deploy) as {
    entry: string;
  }[];
  return rows.map(row => {
    const entry = JSON.parse(row.entry) as JournalEntry;
    if (entry.schemaVersion !== 1)
      throw failure('journal-version', { found: String(entry.schemaVersion), known: 1 });
    return entry;
  });
}

/** Writes only while `token` is the newest of the scope: a holder that was paused past its lease changes nothing. */
function fenced(database: Database.Database, scope: string, token: number, write: () => void): void {
  inTransaction(database, () => {
    const row = database.prepare('SELECT token FROM lease WHERE scope = ?').get(scope) as
      | { token: number }
      | undefined;
    if (row?.token !== token) throw failure('fenced', { scope });
    write();
  });
}

function finished(row: DeployRow): FinishedDeploy {
  return {
    record: JSON.parse(row.record ?? 'null') as Deploy,
    plan: JSON.parse(row.plan) as DeployPlan,
    ...(row.serving === null ? {} : { serving: row.serving }),
    startedAt: row.started_at,
    endedAt: row.ended_at ?? row.started_at,
  };
}
