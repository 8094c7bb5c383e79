import { expect, it } from 'vitest';
import { Traced } from '../../../model/traced.ts';
import { filledByShell } from './references.ts';

const variable = (name: string, sensitive: boolean) => ({
  name: new Traced(name, []),
  sensitive: new Traced(sensitive, []),
});
const container = { variables: [variable('TOKEN', true), variable('LEVEL', false)] } as unknown as Parameters<
  typeof filledByShell
>[1];

it.each([
  [
    ['node', 'server.js', '--token=${TOKEN}'],
    ['sh', '-c', 'exec node server.js "--token=${TOKEN}"'],
  ],
  [
    ['run', "it's", '"$HOME` ${LEVEL} \\ ${TOKEN}'],
    ['sh', '-c', `exec run 'it'\\''s' "\\"\\$HOME\\\` \\\${LEVEL} \\\\ \${TOKEN}"`],
  ],
])('a shell fills a secret variable in, and nothing else: %j', (words, shown) => {
  expect(filledByShell(words, container)).toEqual(shown);
});

it.each([
  [['node', 'server.js', '--level=${LEVEL}']],
  [['sh', '-c', 'curl -u me:${TOKEN} http://x']],
  [['/bin/bash', '-ec', 'run ${TOKEN}']],
])('what refers to no secret, or is a script already, stays: %j', words => {
  expect(filledByShell(words, container)).toBe(words);
});

it('words that follow reach the program too', () => {
  expect(filledByShell(['run', '${TOKEN}'], container, ' "$@"')).toEqual([
    'sh',
    '-c',
    'exec run "${TOKEN}" "$@"',
    'sh',
  ]);
});
