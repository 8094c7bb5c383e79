import { someOf } from '../errors/index.ts';

/** "0.8 ms", "12 ms" below a second, "1.2 s" from there. */
export function duration(ms: number): string {
  if (ms < 1000) return `${ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`;
  return `${(ms / 1000).toFixed(1)} s`;
}

/** A share as "9.8 %". */
export const percent = (share: number): string =>
  `${(share * 100).toFixed(share > 0 && share < 0.001 ? 3 : 2)} %`;

/** Time of day in the reader's zone, "14:02"; with the date when it is another day. */
export function clockTime(iso: string, now: Date): string {
  const at = new Date(iso);
  const time = `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
  return at.toDateString() === now.toDateString() ? time : `${at.toISOString().slice(0, 10)} ${time}`;
}

/** "orders, billing"; of many as many as one reads in a line, "and 992 more". */
export const names = (all: readonly string[]): string => someOf(all, 8);

/** Columns padded to their widest cell, two spaces between. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  return rows.map(row =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
