import type { MirrorCounts } from '../engine/table.ts';
import type { Answer } from './observation.ts';

interface OpenCounts {
  sent: number;
  compared: number;
  readonly differing: { status: number; body: number; type: number };
  failed: number;
  skipped: number;
}

/** What became of copies, by the release that they were for. */
export class MirrorLedger {
  readonly #counts = new Map<string, OpenCounts>();
  #last: string | undefined;

  get all(): ReadonlyMap<string, MirrorCounts> {
    return this.#counts;
  }

  /** A copy of `release`'s counts; without one, those of the release that was counted last, if there was one. */
  of(release = this.#last): MirrorCounts | undefined {
    if (release === undefined) return undefined;
    const { differing, ...counts } = this.#counts.get(release) ?? nothing();
    return { ...counts, differing: { ...differing } };
  }

  sent(release: string): void {
    this.#open(release).sent += 1;
  }

  failed(release: string): void {
    this.#open(release).failed += 1;
  }

  skipped(release: string): void {
    this.#open(release).skipped += 1;
  }

  /** An answer of the release beside the one that the client got. */
  compared(release: string, theirs: Answer, its: Answer): void {
    const counts = this.#open(release);
    counts.compared += 1;
    for (const part of ['status', 'body', 'type'] as const)
      if (theirs[part] !== its[part]) counts.differing[part] += 1;
  }

  #open(release: string): OpenCounts {
    this.#last = release;
    const counts = this.#counts.get(release) ?? nothing();
    this.#counts.set(release, counts);
    return counts;
  }
}

const nothing = (): OpenCounts => ({
  sent: 0,
  compared: 0,
  differing: { status: 0, body: 0, type: 0 },
  failed: 0,
  skipped: 0,
});
