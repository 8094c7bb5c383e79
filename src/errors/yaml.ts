import type { Catalogue } from './problem.ts';

/** Further errors of a parser mostly follow from the first. */
const following = (others: number, atLeast = false) =>
  others === 0
    ? ''
    : ` (${atLeast ? 'at least ' : ''}${others} more parse error${others === 1 ? '' : 's'} after it may follow from this one)`;

/** What can be wrong with any text in YAML. */
export const yamlErrors = {
  'yaml-syntax': (facts: { reason: string; others: number; atLeast?: boolean }) => ({
    severity: 'error',
    message: `this is not valid YAML: ${facts.reason}${following(facts.others, facts.atLeast)}`,
    why: 'nothing is read from a document that does not parse: half of it would be silently lost',
    fix: 'correct the line; indent with spaces, and quote text that holds ": ", "#" or "@"',
  }),
  'yaml-duplicate-key': (facts: { key: string }) => ({
    severity: 'error',
    message: `the key "${facts.key}" stands twice in one mapping`,
    why: 'YAML forbids it, and which of the two would count is not defined',
    fix: 'keep one of the two',
  }),
  'yaml-key-invalid': () => ({
    severity: 'error',
    message: 'this key is not a single value',
    why: 'the keys of a document are names; a list, a mapping or nothing at all names nothing',
    fix: 'write a name before the colon',
  }),
  'yaml-merge-invalid': () => ({
    severity: 'error',
    message: 'what is merged with "<<" is not a mapping',
    why: 'a merge key takes over the entries of a mapping, or of each mapping in a list (yaml.org/type/merge.html)',
    fix: 'point it at a mapping, such as "<<: *defaults", or put the key in quotes if it is meant as a name',
  }),
  'yaml-too-deep': (facts: { limit: number }) => ({
    severity: 'error',
    message: `the YAML is nested deeper than ${facts.limit} levels`,
    why: 'no document needs this; it is a mistake, or an attack on the machine that reads it',
    fix: 'flatten the document',
  }),
  'yaml-too-dense': (facts: { limit: number }) => ({
    severity: 'error',
    message: `the YAML has more than ${facts.limit} words, signs and line ends`,
    why: 'the longest documents have one for every three characters; a text that is all signs is a mistake, or an attack on the machine that reads it',
    fix: 'check that this is the right file; take out what repeats itself, empty lines too',
  }),
  'yaml-too-many-documents': (facts: { limit: number }) => ({
    severity: 'error',
    message: `the YAML is a stream of more than ${facts.limit} documents`,
    why: 'each document of a stream is merged into the ones before it; so many are a mistake, or an attack on the machine that reads them',
    fix: 'take out the lines "---" behind which nothing stands, or write one document',
  }),
  'yaml-too-many-nodes': (facts: { limit: number }) => ({
    severity: 'error',
    message: `the YAML expands to more than ${facts.limit} values`,
    why: 'aliases that repeat each other can fill the memory of the machine that reads them',
    fix: 'write the values out, or split the document',
  }),
} as const satisfies Catalogue;
