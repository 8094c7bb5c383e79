import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../../errors/index.ts';
import { parsePins, type ReadPins } from '../../../generate/pins/file.ts';
import { noPins, pinsFile } from '../../../model/pins.ts';
import { shownPath } from '../shown-path.ts';
import { readUtf8 } from './read-text.ts';

export interface FoundPins extends ReadPins {
  readonly problems: readonly Problem[];
}

export const unpinned: FoundPins = { pins: noPins, origins: new Map(), problems: [] };

/** The pins of the project with this top folder; none where it has no such file. */
export async function readPins(root: string | undefined): Promise<FoundPins> {
  const path = root === undefined ? undefined : join(root, pinsFile);
  if (path === undefined || !existsSync(path)) return unpinned;
  const file = shownPath(path, process.cwd());
  const read = await readUtf8(file, 'what is pinned');
  if ('id' in read) return { ...unpinned, problems: [read] };
  const parsed = parsePins(read.text, file);
  return 'pins' in parsed ? { ...parsed, problems: [] } : { ...unpinned, problems: parsed };
}
