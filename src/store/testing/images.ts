import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type OpenStore, openStore } from '../store.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

export interface Image {
  readonly database: Buffer;
  readonly log: Buffer;
}

/** What a power cut would leave of a database that is open. */
export const imageOf = (file: string): Image => ({
  database: readFileSync(file),
  log: readFileSync(`${file}-wal`),
});

/** Copies are looked at and thrown away: no disk need keep them. */
const inMemory = '/dev/shm';

/** Opens copies of images, thousands of them: each under a name of its own, and each closed for certain. */
export class Images {
  #count = 0;

  async look<T>(image: Image, at: (store: OpenStore) => T): Promise<T> {
    this.#count += 1;
    const folder = mkdtempSync(join(existsSync(inMemory) ? inMemory : tmpdir(), 'store-'));
    const file = join(folder, 'state.db');
    writeFileSync(file, image.database);
    writeFileSync(`${file}-wal`, image.log);
    try {
      const store = openStore(file);
      const seen = at(store);
      store.close();
      return seen;
    } finally {
      rmSync(folder, { recursive: true });
      await this.#closeSome();
    }
  }

  async #closeSome(): Promise<void> {
    // libsql closes a file when its statements have been collected.
    if (this.#count % 500 === 0) {
      collectGarbage();
      await turn();
    }
  }
}
