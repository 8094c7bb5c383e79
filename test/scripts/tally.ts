/** What a slow suite counts, and how it ends: `N passed, N failed`. */
export class Tally {
  #passed = 0;
  #failed = 0;

  /** `found` says what is wrong; nothing passes. */
  judge(title: string, found: readonly string[]): void {
    if (found.length === 0) this.#passed += 1;
    else this.#failed += 1;
    console.log(`${found.length === 0 ? '✓' : '✗'} ${title}`);
    for (const line of found.slice(0, 12)) console.log(`    ${line}`);
  }

  /** What cannot be tried here is said, and neither passes nor fails. */
  skip(title: string, why: string): void {
    console.log(`skipped: ${title}: ${why}`);
  }

  end(): number {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    return this.#failed === 0 ? 0 : 1;
  }
}

export const unlike = (what: string, found: unknown, wanted: unknown): string[] =>
  found === wanted ? [] : [`${what} is ${String(found)}, not ${String(wanted)}`];

export const without = (text: string, ...wanted: readonly string[]): string[] =>
  wanted.filter(part => !text.includes(part)).map(part => `nothing says "${part}" in: ${text.slice(-600)}`);
