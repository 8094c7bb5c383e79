import { diff } from '../diff.ts';
import { splitLines } from '../lines.ts';

/**
 * Whether `merged` has every line that one side added to the base or changed, at whatever depth it stands now. In JSON
 * the comma at the end belongs to the next line.
 */
export function keepsLines(base: string, side: string, merged: string): boolean {
  const [before, after] = [splitLines(base).texts, splitLines(side).texts];
  const known = new Set(splitLines(merged).texts.map(essence));
  return diff(before, after).every(hunk =>
    after.slice(hunk.after.from, hunk.after.to).every(line => known.has(essence(line)) || line.trim() === ''),
  );
}

const essence = (line: string) => line.trim().replace(/,$/, '');
