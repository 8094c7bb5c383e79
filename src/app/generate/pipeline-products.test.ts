import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { laidOut, writeIn } from '../../../test/fixtures/laid-out.ts';
import { Failure } from '../../errors/index.ts';
import { generate } from './generate.ts';
import { requestIn } from './testing/request.ts';

const shop = (pipeline: string) => `name: shop\nlanguage: node\nport: 3000\n${pipeline}`;
const places = [
  '.github/workflows/delivery.yml',
  '.gitlab-ci.yml',
  'Jenkinsfile',
  '.circleci/config.yml',
  'azure-pipelines.yml',
];

const write = (folder: string, more: object = {}) =>
  generate({ ...requestIn(folder), families: ['pipelines'], mode: 'write', ...more });
const there = (folder: string) => places.filter(path => existsSync(join(folder, path)));

test.each([
  ['', '.github/workflows/delivery.yml'],
  ['automation: { pipeline: github-actions }\n', '.github/workflows/delivery.yml'],
  ['automation: { pipeline: gitlab-ci }\n', '.gitlab-ci.yml'],
  ['automation: { pipeline: jenkins }\n', 'Jenkinsfile'],
  ['automation: { pipeline: circleci }\n', '.circleci/config.yml'],
  ['automation: { pipeline: azure-pipelines }\n', 'azure-pipelines.yml'],
])('devops-flow.yaml with %j has its pipeline in %s, and nowhere else', async (text, path) => {
  const folder = laidOut({ 'devops-flow.yaml': shop(text) });
  await write(folder);
  expect(there(folder)).toEqual([path]);
});

test('--type has the last word', async () => {
  const folder = laidOut({ 'devops-flow.yaml': shop('automation: { pipeline: jenkins }\n') });
  await write(folder, { type: 'circleci' });
  expect(there(folder)).toEqual(['.circleci/config.yml']);
});

test('the command for pipelines alone puts each product’s file where it looks for it', async () => {
  const folder = laidOut({ 'devops-flow.yaml': shop('') });
  for (const type of ['gitlab-ci', 'circleci', 'github-actions'])
    await write(folder, { type, ownFolder: true });
  expect(there(folder)).toEqual(['.github/workflows/delivery.yml', '.gitlab-ci.yml', '.circleci/config.yml']);
});

test('a project that moves to another product loses the file of the first', async () => {
  const folder = laidOut({ 'devops-flow.yaml': shop('outputs: [pipelines]\n') });
  await write(folder, { families: [] });
  writeIn(folder, 'devops-flow.yaml', shop('outputs: [pipelines]\nautomation: { pipeline: gitlab-ci }\n'));
  await write(folder, { families: [] });
  expect(there(folder)).toEqual(['.gitlab-ci.yml']);
});

test('services that name different products are told so', async () => {
  const services = [
    'services:',
    '  api: { language: node, port: 3000, automation: { pipeline: jenkins } }',
    '  web: { language: node, port: 3001, automation: { pipeline: circleci } }',
    '',
  ].join('\n');
  const error = await write(laidOut({ 'devops-flow.yaml': services })).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Failure);
  expect((error as Failure).problems.map(({ message }) => message)).toEqual([
    'the services of this project name different products for their pipelines: api jenkins, web circleci',
  ]);
});

test.each([
  ['github-actions', ['.github/workflows/api-delivery.yml', '.github/workflows/web-delivery.yml']],
  ['gitlab-ci', ['.gitlab-ci.yml']],
  ['jenkins', ['api/Jenkinsfile', 'web/Jenkinsfile']],
  ['circleci', ['.circleci/config.yml']],
  ['azure-pipelines', ['api/azure-pipelines.yml', 'web/azure-pipelines.yml']],
])('several services have in %s the files %j', async (type, expected) => {
  const services =
    'services:\n  api: { language: node, port: 3000 }\n  web: { language: node, port: 3001 }\n';
  const folder = laidOut({ 'devops-flow.yaml': services });
  const { plan } = await write(folder, { type });
  expect(plan.map(({ path }) => relative(folder, resolve(folder, path)))).toEqual(expected);
  const names = expected.map(path => readFileSync(join(folder, path), 'utf8')).join('');
  expect([names.includes('api'), names.includes('web')]).toEqual([true, true]);
});
