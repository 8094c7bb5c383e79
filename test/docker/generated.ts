import { spawnSync } from 'node:child_process';
import type { Tally } from '../suite/tally.ts';

/** Generates a project in its own folder. */
export function generated(
  program: string,
  folder: string,
  record: Tally,
  options: readonly string[] = [],
): boolean {
  const { status, stderr } = spawnSync(process.execPath, [program, 'generate', ...options], {
    cwd: folder,
    encoding: 'utf8',
  });
  return record.judge('is generated', status === 0, () => stderr);
}
