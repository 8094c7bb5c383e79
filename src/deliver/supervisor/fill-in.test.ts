import { expect, it } from 'vitest';
import { filledIn } from './fill-in.ts';

const secrets = { TOKEN: 'a $& "b"', PASSWORD: 'pw' };

it('a reference in a word becomes the value that the process is given', () => {
  expect(filledIn(['node', 'server.js', '--token=${TOKEN}', 'me:${PASSWORD}@db'], secrets)).toEqual([
    'node',
    'server.js',
    '--token=a $& "b"',
    'me:pw@db',
  ]);
});

it.each([
  [['node', '--level=${LEVEL}', '$TOKEN', '${toString}']],
  [['sh', '-c', 'run "${TOKEN}"']],
  [['/bin/bash', '-ec', 'run "${TOKEN}"']],
])('what is no secret, and the script of a shell, stays: %j', command => {
  expect(filledIn(command, secrets)).toEqual(command);
});
