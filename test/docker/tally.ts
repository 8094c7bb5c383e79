/** What was tried, and how it went. */
export class Tally {
  passed = 0;
  failed = 0;

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
    console.log(`  ${isWell ? '✓' : '✗'} ${sentence}${isWell ? '' : `\n${detail()}`}`);
    return isWell;
  }

  equal(sentence: string, found: unknown, expected: unknown): boolean {
    const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
    return this.judge(sentence, a === b, () => `    ${a}, not ${b}`);
  }
}
