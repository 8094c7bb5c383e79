import { expect, test } from 'vitest';
import { problem } from '../errors/index.ts';
import { completed, hint } from './hints.ts';

const staging = { folder: 'my shop', environment: 'staging' };
const here = { folder: '.', environment: 'local' };

test('a hint names the folder, and the environment where it is not local', () => {
  expect(hint('up', here)).toBe('devops-flow up .');
  expect(hint('down', staging)).toBe("devops-flow down 'my shop' --env staging");
  expect(hint('logs', staging, '--release', 'v3')).toBe(
    "devops-flow logs 'my shop' --env staging --release v3",
  );
});

test('a folder whose name begins with a hyphen is not taken for an option', () => {
  expect(hint('status', { folder: '-rf', environment: 'local' })).toBe('devops-flow status ./-rf');
});

test('a command in a text of the catalogue is completed with folder and environment', () => {
  expect(completed('take another port: devops-flow up --port 8081', staging)).toBe(
    "take another port: devops-flow up 'my shop' --env staging --port 8081",
  );
  expect(completed('see `devops-flow history`; deploy with `devops-flow up`', staging)).toBe(
    "see `devops-flow history 'my shop' --env staging`; deploy with `devops-flow up 'my shop' --env staging`",
  );
  expect(completed('the process (devops-flow status), or stop it', here)).toBe(
    'the process (devops-flow status .), or stop it',
  );
});

test('what a text names itself stays', () => {
  expect(completed('devops-flow up --env local', staging)).toBe("devops-flow up 'my shop' --env local");
  expect(completed('devops-flow up ../..; or devops-flow up ./shop', staging)).toBe(
    'devops-flow up --env staging ../..; or devops-flow up --env staging ./shop',
  );
  expect(completed('devops-flow up . --port 1', here)).toBe('devops-flow up . --port 1');
});

test('texts that speak of the program, and commands that take no folder and environment, are left alone', () => {
  for (const text of [
    'devops-flow upgrade',
    'this devops-flow knows 1',
    'devops-flow explain service.port',
    './devops-flow up',
  ])
    expect(completed(text, staging)).toBe(text);
});

test.each([
  [
    problem('port-taken', { host: '127.0.0.1', port: 8080, holder: undefined }),
    "stop that process, or take another port: devops-flow up 'my shop' --env staging --port 8081",
  ],
  [
    problem('approval-needed', { environment: 'staging' }),
    "say yes on the command line: devops-flow up 'my shop' --env staging --approve",
  ],
  [
    problem('environment-unknown', { name: 'staging', known: ['local', 'production'] }),
    "one of local, production: devops-flow up 'my shop' --env local",
  ],
  [
    problem('variable-missing', { name: 'KEY' }),
    "set it for this command: KEY=… devops-flow up 'my shop' --env staging",
  ],
  [
    problem('router-elsewhere', { running: 8080, wanted: 9090 }),
    "leave --port away, or `devops-flow down 'my shop' --env staging` first",
  ],
])('the fix of $id can be pasted', ({ fix }, expected) => {
  expect(completed(fix, staging)).toBe(expected);
});
