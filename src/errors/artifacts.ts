import type { Catalogue } from './problem.ts';

export const artifactErrors = {} as const satisfies Catalogue;
