/** What was tried, and how it went. */
export class Tally {
  passed = 0;
  failed = 0;
  readonly #isQuiet: boolean;

  /** A quiet one prints only what went wrong: for suites that judge thousands of things. */
  constructor({ quiet = false }: { readonly quiet?: boolean } = {}) {
    this.#isQuiet = quiet;
  }

  title(text: string): void {
    console.log(`\n${text}`);
  }

  skip(why: string): void {
    console.log(`  skipped: ${why}`);
  }

  /** `detail` is printed where it went wrong. */
  judge(sentence: string, isWell: boolean, detail: () => string = () => ''): boolean {
    if (isWell) this.passed += 1;
    else this.failed += 1;
    if (!isWell) console.log([`  ✗ ${sentence}`, detail()].filter(text => text !== '').join('\n'));
    else if (!this.#isQuiet) console.log(`  ✓ ${sentence}`);
    return isWell;
  }

  equal(sentence: string, found: unknown, expected: unknown): boolean {
    const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
    return this.judge(sentence, a === b, () => `    ${a}, not ${b}`);
  }

  /** Well where there are no faults; the first ones are printed. */
  faultless(sentence: string, faults: readonly string[], most = 20): boolean {
    return this.judge(sentence, faults.length === 0, () =>
      faults
        .slice(0, most)
        .map(fault => `    ${fault}`)
        .join('\n'),
    );
  }

  /** The last line of a suite, by which it is counted, and its exit code. */
  end(): void {
    console.log(`\n${this.passed} passed, ${this.failed} failed`);
    process.exitCode = this.failed === 0 ? 0 : 1;
  }
}
