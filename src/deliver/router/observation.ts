import { createHash } from 'node:crypto';

const comparedBytes = 64 * 1024;

/** What an answer was, as far as two of them are compared: little, however large the answer is. */
export class Observation {
  #status = 0;
  #type = '';
  /** Bytes of the body; one more than are compared stands for everything longer. */
  #length = 0;
  readonly #hash = createHash('sha256');

  /** `headers` is a flat list of names and values. */
  begins(status: number, headers: readonly string[]): void {
    this.#status = status;
    const at = headers.findIndex((text, i) => i % 2 === 0 && text.toLowerCase() === 'content-type');
    this.#type = at < 0 ? '' : (headers[at + 1] ?? '').toLowerCase().replaceAll(/\s/g, '');
  }

  /** False once nothing more needs to be read. */
  add(chunk: Buffer): boolean {
    const room = comparedBytes - this.#length;
    if (room > 0) this.#hash.update(chunk.length > room ? chunk.subarray(0, room) : chunk);
    this.#length = Math.min(this.#length + chunk.length, comparedBytes + 1);
    return this.#length <= comparedBytes;
  }

  /** To be called once, when the answer has ended or enough of it is known. */
  result(): Answer {
    return {
      status: this.#status,
      type: this.#type,
      body: `${this.#length} ${this.#hash.digest('hex')}`,
    };
  }

  get status(): number {
    return this.#status;
  }
}

export interface Answer {
  readonly status: number;
  /** Content-Type without what makes no difference. */
  readonly type: string;
  /** Length and hash. */
  readonly body: string;
}
