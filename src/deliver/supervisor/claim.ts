import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../../errors/index.ts';
import { identify, isAlive, type ProcessId } from '../control/processes.ts';

/**
 * Makes this process the only supervisor of a state folder, by whatever path or socket it is reached. The claim of a
 * dead process counts for nothing. @throws Failure `supervisor-running`.
 */
export function claimFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'supervisor.pid');
  const holder = readClaim(file);
  if (holder && isAlive(holder)) throw failure('supervisor-running', { folder, pid: holder.pid });
  rmSync(file, { force: true });
  try {
    writeFileSync(file, JSON.stringify(identify(process.pid)), { flag: 'wx', mode: 0o600 });
  } catch {
    throw failure('supervisor-running', { folder, pid: readClaim(file)?.pid ?? 0 });
  }
  return { release: () => rmSync(file, { force: true }) };
}

function readClaim(file: string): ProcessId | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessId;
  } catch {
    return undefined;
  }
}
