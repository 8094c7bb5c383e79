import { diff, type Hunk } from '../../generate/workspace/merge/diff.ts';
import { splitLines } from '../../generate/workspace/merge/lines.ts';

/** A line of a unified diff, without its sign. */
export interface DiffLine {
  readonly kind: 'hunk' | 'same' | 'added' | 'removed';
  readonly text: string;
}

/** What turns `before` into `after`, as diff -u shows it. */
export function unifiedDiff(before: string, after: string, context = 3): DiffLine[] {
  const [was, now] = [splitLines(before), splitLines(after)];
  const groups = grouped(diff(was.texts, now.texts), context);
  return groups.flatMap(hunks => {
    const [first, last] = [hunks[0], hunks.at(-1)];
    if (!first || !last) return [];
    const start = Math.max(0, first.before.from - context);
    const end = Math.min(was.texts.length, last.before.to + context);
    const shift = first.after.from - first.before.from;
    const lengthAfter = end + (last.after.to - last.before.to) - (start + shift);
    const lines: DiffLine[] = [
      { kind: 'hunk', text: `@@ -${range(start, end - start)} +${range(start + shift, lengthAfter)} @@` },
    ];
    const push = (kind: DiffLine['kind'], texts: readonly string[]) => {
      for (const text of texts) lines.push({ kind, text });
    };
    let at = start;
    for (const { before: old, after: fresh } of hunks) {
      push('same', was.texts.slice(at, old.from));
      push('removed', was.texts.slice(old.from, old.to));
      push('added', now.texts.slice(fresh.from, fresh.to));
      at = old.to;
    }
    push('same', was.texts.slice(at, end));
    return lines;
  });
}

/** Hunks whose surroundings touch are shown together. */
function grouped(hunks: readonly Hunk[], context: number): Hunk[][] {
  const groups: Hunk[][] = [];
  for (const hunk of hunks) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && hunk.before.from - last.before.to <= 2 * context) group.push(hunk);
    else groups.push([hunk]);
  }
  return groups;
}

/** "12,3"; an empty range counts from the line before it. */
const range = (from: number, length: number) =>
  length === 1 ? String(from + 1) : `${length === 0 ? from : from + 1},${length}`;
