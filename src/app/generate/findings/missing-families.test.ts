import { expect, test } from 'vitest';
import { type Files, laidOut } from '../../../../test/fixtures/laid-out.ts';
import { check } from '../check.ts';
import { requestIn } from '../testing/request.ts';

const shop = 'name: shop\nlanguage: node\nport: 3000\n';

/** What a check says about families that count on others, in a folder with these files. */
async function said(files: Files): Promise<readonly string[]> {
  const { problems } = await check(requestIn(laidOut(files)));
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return problems.filter(({ id }) => id === 'family-counted-on').map(({ message }) => message);
}

test.each([
  ['{ docker: {}, kubernetes: {}, kustomize: {}, scripts: {}, pipelines: {} }', []],
  [
    '{ docker: {}, kubernetes: {}, pipelines: {} }',
    [
      'the files of pipelines count on scripts/deploy.sh, scripts/smoke-tests.sh, scripts/rollback.sh, which nobody makes: scripts is not in outputs',
    ],
  ],
  [
    '{ kubernetes: {}, kustomize: {}, scripts: {}, pipelines: {} }',
    ['the files of pipelines count on Dockerfile, which nobody makes: docker is not in outputs'],
  ],
  [
    '{ docker: {}, scripts: { folder: deploy }, pipelines: {} }',
    [
      'the files of scripts count on k8s, which nobody makes: kubernetes is not in outputs',
      'the files of scripts count on kustomize, which nobody makes: kustomize is not in outputs',
    ],
  ],
  ['{ docker: {} }', []],
])('outputs: %s has a warning for each family that it counts on and lacks: %j', async (outputs, expected) => {
  expect(await said({ 'devops-flow.yaml': `${shop}outputs: ${outputs}\n` })).toEqual(expected);
});

test('each of several services has its own paths, in one warning for the two families', async () => {
  const outputs = 'outputs: { docker: {}, kubernetes: {}, pipelines: {} }\n';
  const services = 'services:\n  api: { language: node, port: 80 }\n  web: { language: node, port: 81 }\n';
  expect(await said({ 'devops-flow.yaml': services + outputs })).toEqual([
    'the files of pipelines count on scripts/api/deploy.sh, scripts/api/smoke-tests.sh, scripts/api/rollback.sh, scripts/web/deploy.sh and 2 more, which nobody makes: scripts is not in outputs',
  ]);
});

test('files that the team has put there are as good', async () => {
  expect(
    await said({
      'devops-flow.yaml': `${shop}outputs: { scripts: {}, pipelines: {} }\n`,
      Dockerfile: 'FROM node:22\n',
      'k8s/deployment.yaml': 'kind: Deployment\n',
      'kustomize/production/kustomization.yaml': 'kind: Kustomization\n',
    }),
  ).toEqual([]);
});
