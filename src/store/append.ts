import type { AppendOptions, JournalEntry } from '../deliver/engine/store-port.ts';
import { Failure } from '../errors/index.ts';
import { sumOf } from './checked-text.ts';
import type { Connection } from './connection.ts';
import { fencedDeploy } from './fence.ts';
import { assertWaitingFor, markTaken } from './requests.ts';

/** Entries of one deploy that are written together or not at all. */
export interface Append {
  readonly deploy: string;
  readonly token: number;
  readonly texts: readonly string[];
  readonly state: string | undefined;
  readonly takes: number | undefined;
}

/** Serialised when it is asked for: what becomes of the values afterwards is not written. */
export function appendOf(
  deploy: string,
  token: number,
  entries: readonly JournalEntry[],
  { state, takes }: AppendOptions = {},
): Append {
  const texts = entries.map(entry => JSON.stringify(entry));
  return { deploy, token, texts, state: state === undefined ? undefined : JSON.stringify(state), takes };
}

const refusalsOfOne: ReadonlySet<string> = new Set(['fenced', 'deploy-unknown', 'request-gone']);

/**
 * Writes it as a part of the transaction of its group.
 * @returns Why it may not be written. It has left no trace then: all is looked at before the first write.
 */
export function writeAppend(connection: Connection, append: Append): Failure | undefined {
  try {
    const number = fencedDeploy(connection, append.deploy, append.token);
    if (append.takes !== undefined) assertWaitingFor(connection, append.takes, append.deploy);
    insert(connection, append, number);
    return undefined;
  } catch (error) {
    if (error instanceof Failure && refusalsOfOne.has(error.problems[0]?.id ?? '')) return error;
    throw error;
  }
}

function insert(connection: Connection, append: Append, number: number): void {
  const { deploy, token, texts, state, takes } = append;
  let seq = 0;
  for (const text of texts) {
    const sql = 'INSERT INTO journal (deploy, token, entry, sum) VALUES (?, ?, ?, ?)';
    seq = connection.run(sql, deploy, token, text, sumOf(deploy, text)).row;
  }
  if (state !== undefined) {
    const sql = 'INSERT OR REPLACE INTO state (deploy, seq, state, sum) VALUES (?, ?, ?, ?)';
    connection.run(sql, number, seq, state, sumOf(deploy, state));
  }
  if (takes !== undefined) markTaken(connection, takes, seq);
}
