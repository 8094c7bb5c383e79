import type { Catalogue } from './problem.ts';

/** What cannot be said in the language of a generated file. */
export const artifactErrors = {
  'path-unusual': (facts: { path: string; field: string; language: string }) => ({
    severity: 'error',
    message: `the path ${JSON.stringify(facts.path)} (${facts.field}) cannot be written into a ${facts.language}`,
    why: 'there a path is made of letters, digits and . _ / @ + - and never leaves its folder: spaces, $ and wildcards mean something else',
    fix: 'rename the file or folder, and the field with it',
  }),
} as const satisfies Catalogue;
