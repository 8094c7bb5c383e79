import { cpus, totalmem } from 'node:os';

export interface Row {
  readonly subject: string;
  readonly [figure: string]: string | number;
}

/** Prints rows as a table, or with --json as one document with the machine and the versions. */
export function print(title: string, rows: readonly Row[]): void {
  if (process.argv.includes('--json')) {
    const machine = {
      cores: cpus().length,
      cpu: cpus()[0]?.model ?? '',
      memoryGb: Math.round(totalmem() / 2 ** 30),
    };
    process.stdout.write(
      `${JSON.stringify({ rows, machine, versions: { node: process.version } }, null, 2)}\n`,
    );
    return;
  }
  process.stdout.write(`${title}\n\n`);
  const columns = Object.keys(rows[0] ?? {});
  const widths = columns.map(column =>
    Math.max(column.length, ...rows.map(row => String(row[column]).length)),
  );
  const line = (cells: readonly string[]) =>
    `${cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd()}\n`;
  process.stdout.write(line(columns));
  for (const row of rows) process.stdout.write(line(columns.map(column => String(row[column]))));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
