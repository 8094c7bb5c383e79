import { join } from 'node:path';
import { expect, test } from 'vitest';
import { laidOut } from '../../../../test/fixtures/laid-out.ts';
import { ordersProject } from '../../../../test/fixtures/orders.ts';
import { compose } from '../../../generate/artifacts/compose/index.ts';
import { isGenerated, teamCompose } from './team-compose.ts';

const artifacts = compose.emit(ordersProject, {});
const ours = artifacts.find(({ path }) => path === 'compose.yaml')?.content ?? '';
const theirs = 'services: {}\n';
const at = { file: 'devops-flow.yaml', line: 1, column: 1 };
const lock = (path: string) =>
  JSON.stringify({
    schemaVersion: 1,
    entries: [
      {
        family: 'compose',
        output: '.',
        inputs: { documents: [], options: {} },
        files: { [path]: { sha256: 'a'.repeat(64), mode: '644' } },
      },
    ],
  });

test.each([
  ['compose.yaml', 'compose.yaml'],
  ['docker-compose.yml', 'docker-compose.yml'],
  ['compose.override.yaml', undefined],
])('beside %s of the team: %s', (name, expected) => {
  expect(teamCompose(artifacts, { output: '.', yours: [], root: laidOut({ [name]: theirs }) })).toBe(
    expected,
  );
});

test('in another folder theirs is not in the way', () => {
  const root = laidOut({ 'compose.yaml': theirs });
  expect(teamCompose(artifacts, { output: 'dev', yours: [], root })).toBeUndefined();
});

test('a file that the documents name as theirs counts wherever it is', () => {
  const root = laidOut({ 'dev/stack.yaml': theirs });
  const yours = [{ text: 'dev/stack.yaml', at }];
  expect(teamCompose(artifacts, { output: '.', yours, root })).toBe('dev/stack.yaml');
});

test('one that was generated here is ours, edited by hand or not, and so is the very text', () => {
  const root = laidOut({
    'compose.yaml': `${theirs}# edited\n`,
    '.devops-flow/lock.json': lock('compose.yaml'),
  });
  expect(teamCompose(artifacts, { output: '.', yours: [], root })).toBeUndefined();
  expect(
    teamCompose(artifacts, { output: '.', yours: [], root: laidOut({ 'compose.yaml': ours }) }),
  ).toBeUndefined();
});

test('a generated file is told from a document by the nearest lock', () => {
  const root = laidOut({ 'compose.yaml': ours, '.devops-flow/lock.json': lock('compose.yaml') });
  expect(isGenerated(join(root, 'compose.yaml'))).toBe(true);
  expect(isGenerated(join(root, 'docker-compose.yml'))).toBe(false);
  expect(isGenerated(join(laidOut({ 'compose.yaml': theirs }), 'compose.yaml'))).toBe(false);
});
