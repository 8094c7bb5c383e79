import type { Catalogue } from './problem.ts';

export const workspaceErrors = {} as const satisfies Catalogue;
