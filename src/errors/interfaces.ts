import type { Catalogue } from './problem.ts';

interface Wrong {
  /** What the value is for, such as "load that it bears for long". */
  readonly what: string;
  readonly text: string;
}

/** What is wrong with what a document says of requests and answers. */
export const interfaceErrors = {
  'rate-invalid': (facts: Wrong) => ({
    severity: 'error',
    message: `"${facts.text}" is not a rate (${facts.what})`,
    why: 'a rate is a number of requests, in a second unless another unit stands behind it',
    fix: 'write 50, 50 req/s, or 600 requests per minute',
  }),
  'status-invalid': (facts: Wrong) => ({
    severity: 'error',
    message: `"${facts.text}" is not a ${facts.what}`,
    why: 'a status of HTTP is a whole number from 100 to 599',
    fix: 'write the number that the service answers with, such as 201',
  }),
  'json-too-long': (facts: { what: string; most: number }) => ({
    severity: 'error',
    message: `${facts.what} is longer than ${facts.most} characters`,
    why: 'it stands in the tests that are generated, where nobody could read it',
    fix: 'take a shorter example that shows the same',
  }),
} as const satisfies Catalogue;
