import type { Catalogue } from './problem.ts';

/** What can be wrong with a document as a whole, or with one of its keys. */
export const documentErrors = {
  'markdown-too-dense': (facts: { lines: number; limit: number }) => ({
    severity: 'error',
    message: `the Markdown has ${facts.lines} lines with hardly a word in them`,
    why: `beyond ${facts.limit} lines, a document whose lines are shorter than eight characters is a mistake, or an attack on the machine that reads it`,
    fix: 'check that this is the right file; take out what repeats itself',
  }),
  'document-shape': (facts: { field: string; expected: string; found: string }) => ({
    severity: 'error',
    message: `${facts.field} is ${facts.found}, not ${facts.expected}`,
    why: `${facts.expected} is the form that is read here`,
    fix: 'write it in that form, or remove it to have the default',
  }),
  'not-a-spec': (facts: { looksLike: string }) => ({
    severity: 'error',
    message: `this is not a SPEC: it looks like ${facts.looksLike}`,
    why: 'a SPEC has an `id` and an `implementation` section',
    fix: 'name the SPEC of the service, such as docs/09_SPEC/SPEC-01_orders.yaml',
  }),
  'key-unknown': (facts: { key: string; place: string; suggestion: string }) => ({
    severity: 'warning',
    message: `"${facts.key}" is not read in ${facts.place}: no such key or column is known there`,
    why: 'a misspelt name says nothing, and a default takes the place of what was meant',
    fix: `did you mean "${facts.suggestion}"?`,
  }),
  'service-unnamed': (facts: { name: string }) => ({
    severity: 'warning',
    message: `this SPEC has no id: the service is called "${facts.name}"`,
    why: 'the `id` of a SPEC names the service, its image, its folders and its objects in a cluster',
    fix: 'add a first line such as "id: orders"',
  }),
} as const satisfies Catalogue;
