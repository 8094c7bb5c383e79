import { type Text, text } from '../../../../model/traced.ts';
import { lineComment, literal } from '../literals.ts';
import type { Ask, Scenario } from '../plan/scenario.ts';
import type { TestLanguage } from './language.ts';

/** What both files of Node begin with. */
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

export const node: TestLanguage = {
  command: folder => `node --test ${folder}e2e.test.mjs`,
  files: ({ service, scenarios }) => [
    {
      path: 'e2e.test.mjs',
      kind: 'javascript',
      lines: [
        lineComment(
          '//',
          text`End-to-end tests of ${service}. BASE_URL says where it answers; without it they are skipped.`,
        ),
        "import assert from 'node:assert/strict';",
        "import { test } from 'node:test';",
        '',
        ...nodeClient,
        ...(scenarios.some(({ asks }) => asks.some(ask => ask.holds)) ? holds : []),
        ...scenarios.flatMap(testOf),
      ],
    },
  ],
};

function testOf({ title, asks }: Scenario): Text[] {
  return [
    '',
    text`test(${literal('javascript', title)}, { skip }, async () => {`,
    ...asks.flatMap((ask, i) => step(ask, asks[i - 1]?.takes)),
    '});',
  ];
}

function step(ask: Ask, taken: string | undefined): Text[] {
  const isUsed = ask.holds !== undefined || ask.takes !== undefined;
  const path =
    ask.rest === undefined
      ? literal('javascript', ask.path)
      : text`${literal('javascript', ask.path)} + ${taken ?? 'id'}${ask.rest === '' ? '' : text` + ${literal('javascript', ask.rest)}`}`;
  const body = ask.body === undefined ? '' : text`, body: ${literal('javascript', ask.body)}`;
  const name = ask.takes === undefined ? 'answer' : 'made';
  return [
    text`  ${isUsed ? `const ${name} = ` : ''}await ask(${literal('javascript', ask.method)}, ${path}, { from: ${ask.status.from}, to: ${ask.status.to}${body} });`,
    ...(ask.holds === undefined
      ? []
      : [text`  holds(JSON.parse(${name}), JSON.parse(${literal('javascript', ask.holds)}));`]),
    ...(ask.takes === undefined ? [] : [`  const ${ask.takes} = segment(made, '${ask.takes}');`]),
  ];
}
