import { mkdir, rm, writeFile } from 'node:fs/promises';
import type { Files } from '../files.ts';
import { copyTree, listTree } from './trees.ts';

export const realFiles: Files = {
  makeFolder: async path => {
    await mkdir(path, { recursive: true });
  },
  create: (path, text) =>
    writeFile(path, text, { flag: 'wx', mode: 0o600 }).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return false;
        throw error;
      },
    ),
  list: listTree,
  copy: copyTree,
  remove: path => rm(path, { recursive: true, force: true }),
};
