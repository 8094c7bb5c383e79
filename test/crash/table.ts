import { spawnSync } from 'node:child_process';
import type { Cell } from './faults/run.ts';
import type { Row } from './lane.ts';

/** The rows as Markdown, with the commit and the seed that give them again. */
export function tableOf(rows: readonly Row[], seed: number, seconds: number): string {
  const total = (of: (row: Row) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  const lines = rows.map(
    row =>
      `| ${row.strategy} | ${row.name} | ${row.kills} | ${row.requests} | ${row.failed} | ${row.outwaited} | ${row.wrong.length} |`,
  );
  const [kills, requests] = [total(row => row.kills), total(row => row.requests)];
  return [
    '| strategy | case | crash points | requests | failed | held for too long | broken invariants |',
    '|---|---|---|---|---|---|---|',
    ...lines,
    `| all | | ${kills} | ${requests} | ${total(row => row.failed)} | ${total(row => row.outwaited)} | ${total(row => row.wrong.length)} |`,
    '',
    `commit ${commit()}, seed ${seed}, ${Math.round(seconds)} s, ${Math.round((60 * kills) / seconds)} crash points a minute`,
  ].join('\n');
}

/** What came of the faults; what is wrong stands below, a line each. */
export function matrixOf(cells: readonly Cell[]): string {
  const lines = cells.map(
    ({ fault, moment, requests, cost, wrong }) =>
      `| ${fault} | ${moment} | ${requests} | ${cost} | ${wrong.length === 0 ? 'ok' : wrong.join('; ')} |`,
  );
  return [
    '| fault | moment | requests | lost with the fault itself | |',
    '|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

export function commit(): string {
  const { stdout } = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' });
  return stdout.trim() || 'unknown';
}
