import type { PrepareRequest } from '../prepare.ts';

/** What a command without any flag asks for in the folder of a project. */
export const requestIn = (folder: string): PrepareRequest => ({
  workingFolder: folder,
  documents: { folder },
  families: [],
  options: {},
  ownFolder: false,
});
