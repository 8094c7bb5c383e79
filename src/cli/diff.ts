import { unifiedDiff } from '../app/generate/unified-diff.ts';
import type { Paint } from './style.ts';
import { visible } from './visible.ts';

/** A file with its text before and after; "" where there is none. */
export interface ChangedText {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** A unified diff as lines for a terminal. */
export function diffLines({ path, before, after }: ChangedText, paint: Paint): string[] {
  const name = (side: 'a' | 'b', text: string) => (text === '' ? '/dev/null' : `${side}/${visible(path)}`);
  const shown = unifiedDiff(before, after).map(({ kind, text }) => {
    const line = visible(text);
    if (kind === 'hunk') return paint.cyan(line);
    if (kind === 'added') return paint.green(`+${line}`);
    return kind === 'removed' ? paint.red(`-${line}`) : ` ${line}`;
  });
  if (shown.length === 0) return [];
  return [paint.bold(`--- ${name('a', before)}`), paint.bold(`+++ ${name('b', after)}`), ...shown];
}
