import { type Append, writeAppend } from './append.ts';
import type { Connection } from './connection.ts';

/** So that one transaction does not keep other commands, or this one's timers, waiting for long. */
const groupSize = 2_000;

interface Waiting {
  readonly append: Append;
  readonly settle: (refusal: Error | undefined) => void;
}

/**
 * Group commit: what is appended within a turn of the event loop is made durable by one sync of the disk. The commit
 * is synchronous, so that nothing of this process comes between its statements; what is asked for meanwhile is the
 * next group. A group that cannot be committed refuses all that is in it, and leaves nothing.
 */
export class Appender {
  readonly #connection: Connection;
  readonly #waiting: Waiting[] = [];
  #scheduled = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  append(append: Append): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ append, settle: refusal => (refusal ? reject(refusal) : resolve()) });
      this.#schedule();
    });
  }

  /** Durable when it returns, after all that waits. */
  appendNow(append: Append): void {
    let refused: Error | undefined;
    const settle = (refusal: Error | undefined) => {
      refused = refusal;
    };
    this.#waiting.push({ append, settle });
    this.flush();
    if (refused) throw refused;
  }

  /** Writes all that waits. */
  flush(): void {
    while (this.#waiting.length > 0) this.#writeGroup();
  }

  #schedule(): void {
    if (this.#scheduled || this.#waiting.length === 0) return;
    this.#scheduled = true;
    // Not a microtask: callers that go on after the same commit take some of these until they append again.
    setImmediate(() => {
      this.#scheduled = false;
      this.#writeGroup();
      this.#schedule();
    });
  }

  #writeGroup(): void {
    const group = this.#waiting.splice(0, groupSize);
    if (group.length === 0) return;
    const refusals = write(
      this.#connection,
      group.map(({ append }) => append),
    );
    for (const [index, { settle }] of group.entries()) settle(refusals[index]);
  }
}

/** @returns For each why it was not written. */
function write(connection: Connection, group: readonly Append[]): readonly (Error | undefined)[] {
  try {
    return connection.transaction(() => group.map(append => writeAppend(connection, append)));
  } catch (error) {
    const refusal = error instanceof Error ? error : new Error(String(error));
    return group.map(() => refusal);
  }
}
