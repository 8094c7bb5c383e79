import type { Disk } from '../../../src/deliver/durable/disk.ts';
import type { Random } from '../../fuzz/random.ts';

interface Inode {
  text: string;
  /** What is certain to be there after a power cut. */
  synced: string;
}

/**
 * A disk that forgets: after a power cut a text that was not synced is whole, cut off or empty, and a name that was
 * changed without `syncFolder` is the new one or the old one, as the dice fall. ALICE (Pillai et al., OSDI 2014)
 * describes what file systems do.
 */
export class ForgetfulDisk implements Disk {
  readonly #random: Random;
  readonly #names = new Map<string, Inode>();
  readonly #durable = new Map<string, Inode>();

  constructor(random: Random) {
    this.#random = random;
  }

  async read(path: string): Promise<string | undefined> {
    return this.#names.get(path)?.text;
  }

  async write(path: string, text: string): Promise<void> {
    const inode = this.#names.get(path);
    if (inode) inode.text = text;
    else this.#names.set(path, { text, synced: '' });
  }

  async sync(path: string): Promise<void> {
    const inode = this.#names.get(path);
    if (!inode) throw new Error(`ENOENT: ${path}`);
    inode.synced = inode.text;
  }

  async rename(from: string, to: string): Promise<void> {
    const inode = this.#names.get(from);
    if (!inode) throw new Error(`ENOENT: ${from}`);
    this.#names.delete(from);
    this.#names.set(to, inode);
  }

  async syncFolder(path: string): Promise<void> {
    for (const name of new Set([...this.#names.keys(), ...this.#durable.keys()]))
      if (name.startsWith(`${path}/`)) this.#settle(name);
  }

  async remove(path: string): Promise<void> {
    this.#names.delete(path);
  }

  /** The power goes: what was not synced may be gone. */
  forget(): void {
    for (const name of new Set([...this.#names.keys(), ...this.#durable.keys()]))
      if (this.#random.below(2) === 0) this.#settle(name);
    this.#names.clear();
    for (const [name, inode] of this.#durable) {
      if (inode.text !== inode.synced) {
        const kept = this.#random.below(3);
        inode.text =
          kept === 0 ? inode.text : kept === 1 ? inode.synced : inode.text.slice(0, inode.text.length >> 1);
      }
      inode.synced = inode.text;
      this.#names.set(name, inode);
    }
  }

  #settle(name: string): void {
    const inode = this.#names.get(name);
    if (inode) this.#durable.set(name, inode);
    else this.#durable.delete(name);
  }
}

/** The disk as one process sees it: `before` each change it may be told of an error, or not go on at all. */
export function seenBy(disk: Disk, before: () => Promise<void>): Disk {
  const after =
    <A extends unknown[]>(act: (...args: A) => Promise<void>) =>
    async (...args: A) => {
      await before();
      await act(...args);
    };
  return {
    read: path => disk.read(path),
    write: after((path, text) => disk.write(path, text)),
    sync: after(path => disk.sync(path)),
    rename: after((from, to) => disk.rename(from, to)),
    syncFolder: after(path => disk.syncFolder(path)),
    remove: after(path => disk.remove(path)),
  };
}
