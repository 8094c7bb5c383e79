import { adapters } from '../../src/generate/checks/tools/adapters/index.ts';
import type { ScannedFile, ScanResult } from '../../src/generate/checks/tools/scan.ts';

/** Artifact kind x tool: findings in files of that kind, `.` where the tool reads none of them; seconds below. */
export function table(files: readonly ScannedFile[], results: readonly ScanResult[]): readonly string[] {
  const kinds = [...new Set(files.map(({ kind }) => kind))].toSorted();
  const kindOf = new Map(files.map(({ path, kind }) => [path, kind]));
  const rows = kinds.map(kind => [
    kind,
    String(files.filter(file => file.kind === kind).length),
    ...results.map(({ tool, findings }) => {
      const reads = adapters.find(adapter => adapter.tool === tool)?.kinds;
      if (reads && !reads.includes(kind)) return '.';
      return String(findings.filter(({ file }) => kindOf.get(file) === kind).length);
    }),
  ]);
  const seconds = ['seconds', '', ...results.map(result => result.seconds.toFixed(1))];
  const all = [['findings in', 'files', ...results.map(({ tool }) => tool)], ...rows, seconds];
  const widths = (all[0] ?? []).map((_, i) => Math.max(...all.map(row => row[i]?.length ?? 0)));
  return all.map(row =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
  );
}
