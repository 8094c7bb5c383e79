import type { Image } from './images.ts';

/** What a process did to files, as `strace -f -y -xx` tells it. */
export interface Act {
  readonly what: 'write' | 'truncate' | 'sync';
  /** Path; of standard output whatever it is. */
  readonly file: string;
  readonly at: number;
  readonly bytes: Buffer;
}

const line =
  /^\d+ +(pwrite64|write|fsync|fdatasync|ftruncate)\(\d+<([^>]*)>(?:, "([^"]*)", \d+)?(?:, (\d+))?\)/;

/** Hex of strace, `\x41\x42`, as bytes. */
const unescaped = (hex: string): Buffer => Buffer.from(hex.replaceAll('\\x', ''), 'hex');

export function* actsOf(trace: string): Generator<Act> {
  for (const text of trace.split('\n')) {
    const [, call, file = '', hex = '', at = '0'] = line.exec(text) ?? [];
    if (!call) continue;
    const what =
      call === 'ftruncate' ? 'truncate' : call.endsWith('write64') || call === 'write' ? 'write' : 'sync';
    yield { what, file: unescaped(file).toString('utf8'), at: Number(at), bytes: unescaped(hex) };
  }
}

/** A disk that forgets in a power cut what was not synced, or keeps some of it, in any order of pages. */
export class ForgetfulDisk {
  readonly #durable = new Map<string, Buffer>();
  readonly #pending = new Map<string, Act[]>();

  do(act: Act): void {
    const pending = this.#pending.get(act.file) ?? [];
    this.#pending.set(act.file, pending);
    if (act.what !== 'sync') {
      pending.push(act);
      return;
    }
    this.#durable.set(act.file, after(this.#content(act.file), pending));
    pending.length = 0;
  }

  /** What is there after a power cut now; `keeps` says whether the n-th act that was not synced reached the disk. */
  image(database: string, keeps: (n: number) => boolean): Image {
    const left = (file: string) => {
      const kept = (this.#pending.get(file) ?? []).filter((_, n) => keeps(n));
      return after(this.#content(file), kept);
    };
    return { database: left(database), log: left(`${database}-wal`) };
  }

  #content(file: string): Buffer {
    return this.#durable.get(file) ?? Buffer.alloc(0);
  }
}

/** The content of a file after some acts; images share what is durable, so it is copied. */
function after(content: Buffer, acts: readonly Act[]): Buffer {
  const ends = acts.map(({ at, bytes }) => at + bytes.length);
  const next = Buffer.alloc(Math.max(content.length, ...ends));
  content.copy(next);
  let { length } = content;
  for (const { what, at, bytes } of acts) {
    if (what === 'truncate') next.fill(0, at);
    else bytes.copy(next, at);
    length = what === 'truncate' ? at : Math.max(length, at + bytes.length);
  }
  return next.subarray(0, length);
}
