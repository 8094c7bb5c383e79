import { expect, test } from 'vitest';
import { label } from '../names.ts';
import { openName } from './open-name.ts';

test.each([
  ['conf_token=x9.yml', 'conf_token'],
  ['GET /x?token=abc', 'GET /x?token'],
  ['Secrets password=hunter2 of all', 'Secrets password of all'],
  ['postgres://me:hunter2@db', 'postgres://me:@db'],
  ['GET /x?page=2', 'GET /x?page=2'],
  ['TOKEN=${TOKEN}', 'TOKEN=${TOKEN}'],
  ['task-sk-analysis-of-many-things', 'task-sk-analysis-of-many-things'],
])('the name %s is shown as %s', (name, shown) => {
  expect(openName(name)).toBe(shown);
});

test('no secret becomes a part of a label', () => {
  expect(label('Secrets Management password=hunter2')).toBe('secrets-management-password');
  expect(label('WEB SERVICE')).toBe('web-service');
});
