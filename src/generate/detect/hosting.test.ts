import { expect, it, test } from 'vitest';
import { type Files, json, repositoryOf } from '../../../test/fixtures/repositories/files.ts';
import { printDetection } from './document.ts';
import { detect } from './index.ts';
import { express } from './testing/found.ts';

const config = (url: string) => `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n`;

function detectIn(files: Files, text?: string, outer?: Files) {
  const base = repositoryOf({ ...express, ...files });
  const repository = outer ? { ...base, outer: { ...repositoryOf(outer), base: '../..' } } : base;
  const git = text === undefined ? undefined : { text, from: { file: '.git/config' } };
  return detect(repository, 'api', {}, git);
}

const shownOf = ({ hosting: { repository, pipeline } }: ReturnType<typeof detect>) =>
  [repository, pipeline].map(
    finding => finding && `${finding.value} ${'file' in finding.found ? finding.found.file : ''}`,
  );

test.each<[string, Files, string | undefined, readonly (string | undefined)[]]>([
  ['nothing', {}, undefined, [undefined, undefined]],
  [
    'the host offers a product',
    {},
    'git@gitlab.com:shop/orders.git',
    ['ssh://git@gitlab.com/shop/orders.git .git/config', 'gitlab-ci .git/config'],
  ],
  [
    'a file counts before the host',
    { Jenkinsfile: '' },
    'https://github.com/shop/orders',
    ['https://github.com/shop/orders .git/config', 'jenkins Jenkinsfile'],
  ],
  [
    'an address that a cluster cannot fetch from still has a host',
    {},
    'acme-1@github.com:shop/orders.git',
    [undefined, 'github-actions .git/config'],
  ],
  [
    'workflows',
    { '.github/workflows/ci.yml': '' },
    undefined,
    [undefined, 'github-actions .github/workflows/ci.yml'],
  ],
  ['GitLab', { '.gitlab-ci.yml': '' }, undefined, [undefined, 'gitlab-ci .gitlab-ci.yml']],
  ['CircleCI', { '.circleci/config.yml': '' }, undefined, [undefined, 'circleci .circleci/config.yml']],
  ['Azure', { 'azure-pipelines.yml': '' }, undefined, [undefined, 'azure-pipelines azure-pipelines.yml']],
  [
    'a host without a product',
    {},
    'https://git.example.com/x/y',
    ['https://git.example.com/x/y .git/config', undefined],
  ],
])('%s', (_, files, url, expected) => {
  expect(shownOf(detectIn(files, url && config(url)))).toEqual(expected);
});

it('is written with the line that says it, and what else says something', () => {
  const files = { '.gitlab-ci.yml': '', '.github/workflows/ci.yml': '' };
  const text = printDetection(detectIn(files, config('https://github.com/shop/orders.git')), []);
  expect(text).toContain(
    'repository: https://github.com/shop/orders.git # .git/config:4\nautomation:\n  pipeline: github-actions # .github/workflows/ci.yml:1; .gitlab-ci.yml:1 says gitlab-ci\n',
  );
});

it('is said once for several services', () => {
  const files = Object.fromEntries(
    ['a', 'b'].flatMap(name => [
      [
        `${name}/package.json`,
        json({ name, scripts: { start: 'node s.js' }, dependencies: { express: '5' } }),
      ],
      [`${name}/s.js`, 'app.listen(3000);\n'],
    ]),
  );
  const git = { text: config('https://gitlab.com/shop/all.git'), from: { file: '.git/config' } };
  const text = printDetection(detect(repositoryOf(files), 'all', {}, git), []);
  expect(text.match(/^ *(?:repository|pipeline|services):.*$/gm)).toEqual([
    'services:',
    'repository: https://gitlab.com/shop/all.git # .git/config:4',
    '  pipeline: gitlab-ci # .git/config:4',
  ]);
});

it('the pipelines at the top of the repository are those of a service in a folder', () => {
  const [, pipeline] = shownOf(detectIn({}, undefined, { '.gitlab-ci.yml': '' }));
  expect(pipeline).toBe('gitlab-ci ../../.gitlab-ci.yml');
});

test.each([
  'https://me:hunter2@git.example.com/shop/orders.git?token=hunter2',
  'https://me:hunter2/x@git.example.com/orders',
  'https://git.example.com/ghp_0123456789abcdefghijABCDEFGHIJ012345/orders',
  'hunter2@git.example.com:shop/orders.git',
  'ftp://me:hunter2@git.example.com/orders',
])('a login is written nowhere, not even in the note that the address is left out: %s', url => {
  const detection = detectIn({}, config(url));
  const { problems, hosting } = detection;
  expect(hosting.repository).toBeUndefined();
  expect(problems.map(({ id, at }) => [id, at?.file, at?.line])).toContainEqual([
    'value-unusable',
    '.git/config',
    4,
  ]);
  expect(JSON.stringify([detection, printDetection(detection, [])])).not.toMatch(/hunter2|ghp_/);
});
