import type { Disk } from './disk.ts';
import { saveDurably } from './save-durably.ts';

/** A file that one process writes again and again. Whoever asks while it is being written shares the next writing. */
export class DurableText {
  readonly #disk: Disk;
  readonly #path: string;
  readonly #text: () => string;
  #running: Promise<unknown> = Promise.resolve();
  #next: Promise<void> | undefined;

  /** `text` is asked for what to write at the moment when it is written. */
  constructor(disk: Disk, path: string, text: () => string) {
    this.#disk = disk;
    this.#path = path;
    this.#text = text;
  }

  /** Resolves when what `text` says now, or something later, is durable. */
  save(): Promise<void> {
    this.#next ??= this.#running.then(() => {
      this.#next = undefined;
      const written = saveDurably(this.#disk, this.#path, this.#text());
      this.#running = written.catch(() => undefined);
      return written;
    });
    return this.#next;
  }
}
