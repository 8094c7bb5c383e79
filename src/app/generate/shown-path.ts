import { relative, resolve, sep } from 'node:path';
import { contains } from '../../generate/workspace/root.ts';

/** A path as the user reads and types it: relative to the working folder where it lies in it, else absolute. */
export function shownPath(path: string, workingFolder: string): string {
  const absolute = resolve(workingFolder, path);
  // Nearly all of them, and thousands are shown.
  if (absolute.startsWith(workingFolder + sep)) return absolute.slice(workingFolder.length + 1);
  return contains(workingFolder, absolute) ? relative(workingFolder, absolute) || '.' : absolute;
}
