import { diff } from '../diff.ts';
import { splitLines } from '../lines.ts';
import { type LineSet, readComments } from './comments.ts';
import type { Format } from './structure.ts';

/**
 * Whether `merged` has every line that one side added to the base or changed, at whatever depth it stands now, but for
 * the lines of `except`. Comments aside: they are looked for apart, since both sides may have a part in one line. In JSON
 * the comma at the end belongs to the next line.
 */
export function keepsLines(
  format: Format,
  { base, side, merged }: { readonly base: string; readonly side: string; readonly merged: string },
  except: LineSet,
): boolean {
  const [before, after, found] = [base, side, merged].map(text => linesOf(format, text).map(essence));
  const known = new Set(found);
  return diff(before ?? [], after ?? []).every(hunk =>
    (after ?? [])
      .slice(hunk.after.from, hunk.after.to)
      .every((line, index) => line === '' || known.has(line) || except.has(hunk.after.from + index + 1)),
  );
}

const linesOf = (format: Format, text: string): readonly string[] =>
  format === 'yaml' ? readComments(text).code : splitLines(text).texts;

const essence = (line: string) => line.trim().replace(/,$/, '');
