import type { Machine } from './machine.ts';

export const score = { passed: 0, failed: 0 };

/** Prints whether a sentence is so, and counts it; `why` is asked where it is not. */
export function judge(sentence: string, isSo: boolean, why: () => string): void {
  score[isSo ? 'passed' : 'failed'] += 1;
  console.log(isSo ? `✓ ${sentence}` : `✗ ${sentence}\n${why()}`);
}

export const lastLines = (text: string) => text.split('\n').slice(-30).join('\n');

/** Prints what was asked of programs that others stood in for. */
export function toldOf(machine: Machine): void {
  console.log('  not exercised, something stood in for it:');
  for (const call of new Set(machine.calls().map(line => line.split(' ').slice(0, 3).join(' '))))
    console.log(`    ${call}`);
}
