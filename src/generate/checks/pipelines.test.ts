import { expect, test } from 'vitest';
import { ordersProject } from '../../../test/fixtures/orders.ts';
import { shopProject } from '../../../test/fixtures/shop.ts';
import { type PipelineProduct, pipelineProducts } from '../../model/pipeline/product.ts';
import type { Project } from '../../model/service.ts';
import { emit } from '../artifacts/index.ts';
import { countedOn } from './counted-on.ts';
import { checkArtifacts } from './index.ts';

const emitted = (project: Project, pipelineType: PipelineProduct) =>
  emit(project, ['pipelines'], { pipelineType });

const found = (project: Project, product: PipelineProduct, text = '', by = '') =>
  checkArtifacts(
    project,
    emitted(project, product).map(file => {
      expect(file.content).toContain(text);
      return { ...file, content: file.content.replace(text, () => by) };
    }),
  ).map(({ id, message }) => `${id}: ${message}`);

const notSaid = (lines: readonly string[]) => lines.filter(line => line.startsWith('pipeline-not-said'));
const others = (lines: readonly string[]) => lines.filter(line => !line.startsWith('pipeline-not-said'));

test.each(pipelineProducts)('what is generated for %s has no findings, alone and among others', product => {
  expect(others(found(ordersProject, product))).toEqual([]);
  expect(others(found(shopProject, product))).toEqual([]);
});

test('what a product cannot say is a note, once for a project', () => {
  expect(notSaid(found(ordersProject, 'github-actions'))).toEqual([]);
  expect(notSaid(found(shopProject, 'circleci'))).toEqual([
    'pipeline-not-said: CircleCI has no way to say which dependencies a change brings in; an attestation by the product itself of what it built; a signature by the identity of the run; the time that a job may take; whether a build is of a pull request',
  ]);
});

test.each([
  [
    'gitlab-ci',
    '    - build\n',
    '    - bild\n',
    'reference-missing: the job deploy-development refers to job "bild", which is not among the files',
  ],
  [
    'circleci',
    '            - lint\n',
    '            - lnt\n',
    'reference-missing: the job build refers to job "lnt", which is not among the files',
  ],
  [
    'azure-pipelines',
    '      - lint\n',
    '      - lnt\n',
    'reference-missing: the job build refers to job "lnt", which is not among the files',
  ],
] as const)('%s: a job that another needs and that is not there is found', (product, text, by, expected) => {
  expect(others(found(ordersProject, product, text, by))).toEqual([expected]);
});

test.each(['gitlab-ci', 'circleci', 'azure-pipelines'] as const)(
  '%s: an image that moves is found',
  product => {
    const image = 'docker.io/library/node:22.23.2-trixie';
    const lines = others(found(ordersProject, product, image, 'docker.io/library/node:latest'));
    expect(lines).toEqual([
      expect.stringContaining('runs in docker.io/library/node:latest, which is another image tomorrow'),
    ]);
  },
);

test('Jenkins: a script that Groovy would fill in, and a pipeline without time limits, are found', () => {
  expect(
    others(found(ordersProject, 'jenkins', "sh label: 'lint', script: '''", 'sh "lint ${X}"\n//')),
  ).toEqual(['jenkins-script-filled-in: a script of sh stands in double quotes']);
});

test.each(pipelineProducts)('%s counts on the scripts that it calls, and on the Dockerfile', product => {
  const paths = (project: Project) => [
    ...new Set(
      emitted(project, product)
        .flatMap(countedOn)
        .map(({ path }) => path),
    ),
  ];
  expect(paths(ordersProject)).toEqual([
    'Dockerfile',
    'scripts/deploy.sh',
    'scripts/smoke-tests.sh',
    'scripts/rollback.sh',
  ]);
  expect(paths(shopProject)).toContain('scripts/mailer/deploy.sh');
  expect(paths(shopProject)).toContain('mailer/Dockerfile');
});
