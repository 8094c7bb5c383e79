import Database from 'libsql';
import { storeFailure } from './sqlite-errors.ts';
import { withBytesForTexts, withTexts } from './texts.ts';

export type Value = string | number | null;

/** One connection to the database, with statements that are prepared once, and failures that people understand. */
export class Connection {
  readonly file: string;
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  /** @param patienceMs How long a lock of another process is waited for. */
  constructor(file: string, patienceMs: number) {
    this.file = file;
    this.#database = this.#told(() => new Database(file, { timeout: patienceMs }));
    this.exec(`PRAGMA busy_timeout = ${patienceMs}`);
  }

  get isOpen(): boolean {
    return this.#database.open;
  }

  get(sql: string, ...values: readonly Value[]): unknown {
    return withTexts(
      this.#told(() => this.#prepare(sql).get([...values])),
      this.file,
    );
  }

  all(sql: string, ...values: readonly Value[]): readonly unknown[] {
    const rows: unknown[] = this.#told(() => this.#prepare(sql).all([...values]));
    return rows.map(row => withTexts(row, this.file));
  }

  /** @returns How many rows were changed, and the number of the row that was inserted last. */
  run(sql: string, ...values: readonly Value[]): { readonly changes: number; readonly row: number } {
    const { changes, lastInsertRowid } = this.#told(() => this.#prepare(sql).run([...values]));
    return { changes, row: Number(lastInsertRowid) };
  }

  exec(sql: string): void {
    this.#told(() => this.#database.exec(sql));
  }

  /** Runs `act` with the write lock of the database held; all of it is durable when this returns, or nothing is done. */
  transaction<T>(act: () => T): T {
    this.exec('BEGIN IMMEDIATE');
    try {
      const result = act();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  close(): void {
    // The file is let go of when nothing refers to a statement any more.
    this.#statements.clear();
    this.#database.close();
  }

  #rollBack(): void {
    try {
      this.#database.exec('ROLLBACK');
    } catch {
      // After a full disk or an I/O error SQLite has done it already.
    }
  }

  #prepare(sql: string): Database.Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const plain = this.#database.prepare(sql);
    const statement = /^\s*SELECT\b/.test(sql)
      ? this.#database.prepare(
          withBytesForTexts(
            sql,
            plain.columns().map(({ name }) => name),
          ),
        )
      : plain;
    this.#statements.set(sql, statement);
    return statement;
  }

  #told<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      throw storeFailure(error, this.file);
    }
  }
}
