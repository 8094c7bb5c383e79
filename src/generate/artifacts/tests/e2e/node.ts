import { text } from '../../../../model/traced.ts';
import { lineComment } from '../literals.ts';
import { about, type TestLanguage } from './language.ts';
import { type Syntax, testsOf } from './syntax.ts';

/** What the files of Node begin with. */
export const nodeClient: readonly string[] = [
  'const { BASE_URL } = process.env;',
  "const base = (BASE_URL ?? '').replace(/\\/+$/, '');",
  "const skip = base === '' && 'BASE_URL does not say where the service answers';",
  '',
  '/** Asks the service once; fails unless its status is one of `from` to `to`. */',
  'async function ask(method, path, { from, to, body }) {',
  '  const response = await fetch(base + path, {',
  '    method,',
  "    redirect: 'manual',",
  '    signal: AbortSignal.timeout(10_000),',
  "    ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),",
  '  });',
  '  const answer = await response.text();',
  '  const expected = from === to ? `${from}` : `${from} to ${to}`;',
  '  assert.ok(',
  '    response.status >= from && response.status <= to,',
  '    `${method} ${path} answered ${response.status} in the place of ${expected}: ${answer.slice(0, 500)}`,',
  '  );',
  '  return answer;',
  '}',
];

/** Behind it, where the path of a request has a part of an answer. */
export const nodeSegment: readonly string[] = [
  '',
  '/** The value of a property, as one segment of a path. */',
  'function segment(answer, property) {',
  '  const value = JSON.parse(answer)[property];',
  "  assert.ok(['string', 'number'].includes(typeof value), `the answer has no ${property}: ${answer.slice(0, 500)}`);",
  '  return encodeURIComponent(value);',
  '}',
];

const holds: readonly string[] = [
  '',
  '/** Fails unless the answer holds what is expected; it may hold more. */',
  "function holds(answer, expected, place = 'the answer') {",
  "  if (expected === null || typeof expected !== 'object') {",
  '    assert.deepEqual(answer, expected, place);',
  '    return;',
  '  }',
  "  assert.ok(answer !== null && typeof answer === 'object', `${place} is no object: ${JSON.stringify(answer)}`);",
  '  if (Array.isArray(expected)) assert.equal(answer.length, expected.length, `${place} has another length`);',
  '  for (const [key, value] of Object.entries(expected)) holds(answer[key], value, `${place}, ${key}`);',
  '}',
];

const syntax: Syntax = {
  language: 'javascript',
  test: ({ title, requests }) => [text`test(${title}, { skip }, async () => {`, ...requests, '});'],
  segment: property => `segment(made, '${property}')`,
  request: ({ answer, method, path, status, body }) =>
    text`  ${answer ? `const ${answer} = ` : ''}await ask(${method}, ${path}, { from: ${status.from}, to: ${status.to}${body ? text`, body: ${body}` : ''} });`,
  holds: (answer, expected) => text`  holds(JSON.parse(${answer}), JSON.parse(${expected}));`,
};

export const node: TestLanguage = {
  command: folder => `node --test ${folder}e2e.test.mjs`,
  files: ({ service, scenarios }) => [
    {
      path: 'e2e.test.mjs',
      kind: 'javascript',
      lines: [
        lineComment('//', about(service)),
        "import assert from 'node:assert/strict';",
        "import { test } from 'node:test';",
        '',
        ...nodeClient,
        ...nodeSegment,
        ...(scenarios.some(({ asks }) => asks.some(ask => ask.holds)) ? holds : []),
        ...testsOf(syntax, scenarios),
      ],
    },
  ],
};
