import { addedUp, noCopies } from '../engine/mirror-counts.ts';
import type { MirrorCounts } from '../engine/table.ts';
import type { Answer } from './observation.ts';

type Open<T> = { -readonly [K in keyof T]: T[K] extends number ? number : Open<T[K]> };

/** What became of the copies for a release under one deploy. */
export class CopyCounts {
  readonly release: string;
  readonly deploy: string | undefined;
  readonly #counts: Open<MirrorCounts> = { ...noCopies, differing: { ...noCopies.differing } };

  constructor(release: string, deploy: string | undefined) {
    this.release = release;
    this.deploy = deploy;
  }

  /** As they are now. */
  get counts(): MirrorCounts {
    return { ...this.#counts, differing: { ...this.#counts.differing } };
  }

  sent(): void {
    this.#counts.sent += 1;
  }

  failed(): void {
    this.#counts.failed += 1;
  }

  skipped(): void {
    this.#counts.skipped += 1;
  }

  /** An answer of the release beside the one that the client got. */
  compared(theirs: Answer, its: Answer): void {
    this.#counts.compared += 1;
    for (const part of ['status', 'body', 'type'] as const)
      if (theirs[part] !== its[part]) this.#counts.differing[part] += 1;
  }
}

/** What became of copies, by the release that they were for and the deploy that they were sent under. */
export class MirrorLedger {
  readonly #all: CopyCounts[] = [];

  /** Over all deploys, by release. */
  get byRelease(): ReadonlyMap<string, MirrorCounts> {
    const sums = new Map<string, MirrorCounts>();
    for (const { release, counts } of this.#all)
      sums.set(release, addedUp([sums.get(release) ?? noCopies, counts]));
    return sums;
  }

  /** Those that were begun last. */
  get last(): CopyCounts | undefined {
    return this.#all.at(-1);
  }

  of(release: string, deploy: string | undefined): CopyCounts {
    const known = this.#all.findLast(one => one.release === release && one.deploy === deploy);
    if (known) return known;
    const counts = new CopyCounts(release, deploy);
    this.#all.push(counts);
    return counts;
  }
}
