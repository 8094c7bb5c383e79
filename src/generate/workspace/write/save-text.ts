import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stateFolder } from '../root.ts';
import { sha256 } from '../sha256.ts';
import { makeFolders, putDurably, syncFolders } from './durable.ts';

/**
 * Keeps a text that is about to be replaced, under its digest, so that none ever replaces another. Returns where,
 * relative to the root.
 */
export async function saveText(root: string, path: string, text: string): Promise<string> {
  const below = join('saved', sha256(text).slice(0, 12), path);
  const file = join(stateFolder(root), below);
  if (!existsSync(file)) {
    await syncFolders(makeFolders(dirname(file)));
    await putDurably(file, text);
  }
  return join('.devops-flow', below);
}
