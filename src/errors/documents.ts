import type { Catalogue } from './problem.ts';

export const documentErrors = {
  'file-missing': (facts: { file: string; wanted: string }) => ({
    severity: 'error',
    message: `${facts.file} does not exist`,
    why: `${facts.wanted} is read from this file`,
    fix: 'check the path; it is relative to the folder that the command runs in',
  }),
} as const satisfies Catalogue;
