import { readFileSync, statSync } from 'node:fs';

/** pid of whoever holds a lock on the database or its shared memory, by /proc/locks; undefined when that cannot be told. */
export function lockHolder(file: string): number | undefined {
  try {
    const inodes = new Set([file, `${file}-shm`].flatMap(inodeOf));
    for (const line of readFileSync('/proc/locks', 'latin1').split('\n')) {
      // 1: POSIX  ADVISORY  WRITE 4711 08:01:393217 120 120
      const [, , , mode, pid, place] = line.trim().split(/\s+/);
      if (mode === 'WRITE' && inodes.has(place?.split(':')[2] ?? '') && Number(pid) !== process.pid)
        return Number(pid);
    }
  } catch {
    // Not every system shows its locks.
  }
  return undefined;
}

function inodeOf(file: string): string[] {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? [String(found.ino)] : [];
}
