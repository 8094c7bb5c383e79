import { describe, expect, it, test } from 'vitest';
import type { Pins } from '../../model/pins.ts';
import type { Artifact, ArtifactKind } from '../artifacts/shared/artifact.ts';
import { parsePins, printPins } from './file.ts';
import { pinArtifacts, placesIn } from './index.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const commit = 'd'.repeat(40);
const at = { file: 'devops-flow.pins.json', line: 10, column: 5 };

const pins: Pins = {
  images: new Map([['docker.io/library/node:22.23.2-trixie', { digest, pinned: '2026-11-22' }]]),
  actions: new Map([['actions/checkout', { version: 'v7.0.9', commit, pinned: '2026-11-22' }]]),
};

const file = (kind: ArtifactKind, content: string, path = 'file'): Artifact => ({
  family: 'docker',
  path,
  kind,
  content,
  mode: 0o644,
  ownership: 'managed',
  spans: [],
});

const pinnedFiles = (...files: readonly Artifact[]) =>
  pinArtifacts(files, pins, new Map([['pins.actions.actions/checkout', { from: 'document', at }]]));

const pinned = (kind: ArtifactKind, content: string, path?: string) =>
  pinnedFiles(file(kind, content, path)).artifacts[0]?.content;

describe('an image gets its digest where the language of the file means one', () => {
  const image = 'node:22.23.2-trixie';
  const full = `docker.io/library/${image}`;
  it.each<[kind: ArtifactKind, text: string]>([
    ['dockerfile', `FROM ${image} AS build\nFROM ${image}\nCOPY --from=${full} /a /b\n`],
    ['compose', `services:\n  web:\n    image: "${full}"\n`],
    ['kubernetes', `spec:\n  template:\n    spec:\n      containers:\n        - image: ${full}\n`],
    ['github-workflow', `jobs:\n  test:\n    container:\n      image: ${image}\n`],
    ['gitlab-ci', `test:\n  image: ${full}\nscan:\n  image:\n    name: ${full}\n  services: ["${full}"]\n`],
    ['circleci', `executors:\n  node:\n    docker:\n      - image: ${full}\n`],
    ['circleci', `jobs:\n  test:\n    docker:\n      - image: ${full}\n`],
    ['azure-pipelines', `jobs:\n  - job: test\n    container:\n      image: ${full}\n`],
    ['azure-pipelines', `stages:\n  - jobs:\n      - job: test\n        container: ${full}\n`],
    ['jenkinsfile', `    docker {\n      image '${full}'\n    }\n    container=$(docker create ${full})\n`],
    ['shell', `readonly FRONT_IMAGE=${image}\n`],
  ])('%s', (kind, text) => {
    const expected = text.replaceAll(`"${full}"`, full).replaceAll(image, `${image}@${digest}`);
    expect(pinned(kind, text)).toBe(expected);
  });

  it('helm: the smoke test, the one template that names an image', () => {
    const template = `spec:\n  containers:\n    - name: ask\n      image: ${full}\n`;
    expect(pinned('helm-template', template, 'orders/templates/tests/smoke-test.yaml')).toBe(
      template.replace(full, `${full}@${digest}`),
    );
    expect(pinned('helm-template', template, 'orders/templates/deployment.yaml')).toBe(template);
  });
});

describe('what only looks like one stays as it is', () => {
  const image = 'node:22.23.2-trixie';
  it.each<[why: string, kind: ArtifactKind, text: string]>([
    ['a stage', 'dockerfile', `FROM scratch AS node\nCOPY --from=node /a /b\nFROM node\n`],
    ['a text in a RUN', 'dockerfile', `FROM scratch\nRUN ["echo", "${image}"]\nLABEL a="FROM ${image}"\n`],
    ['a variable', 'compose', `services:\n  web:\n    environment:\n      image: ${image}\n`],
    ['a text of several lines', 'compose', `services:\n  web:\n    command: |\n      image: ${image}\n`],
    [
      'a script',
      'gitlab-ci',
      `test:\n  script:\n    - "image: ${image}"\n  variables:\n    IMAGE: ${image}\n`,
    ],
    ['a comment', 'jenkinsfile', `// image '${image}'\n`],
    ['another image', 'dockerfile', `FROM example.org/${image}\n`],
    ['a name that goes on', 'shell', `readonly FRONT_IMAGE=${image}-slim\n`],
    [
      'a digest of the document',
      'compose',
      `services:\n  web:\n    image: ${image}@sha256:${'b'.repeat(64)}\n`,
    ],
    ['a variable of a shell', 'compose', `services:\n  web:\n    image: \${IMAGE:-${image}}\n`],
  ])('%s', (_, kind, text) => expect(pinned(kind, text)).toBe(text));
});

test('an action takes the pinned commit with its version beside it, and its path', () => {
  const step = (uses: string) =>
    `jobs:\n  test:\n    steps:\n      - uses: ${uses}\n        with:\n          ref: a\n`;
  const before = 'actions/checkout/sub@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1';
  expect(pinned('github-workflow', step(before))).toBe(step(`actions/checkout/sub@${commit} # v7.0.9`));
  expect(placesIn(file('github-workflow', step(before)))).toMatchObject([
    { name: 'actions/checkout', path: '/sub', version: 'v7.0.1', inputs: ['ref'] },
  ]);
});

test('the pin of another major version, whose inputs are others, is not taken, and that is said once', () => {
  const text =
    'jobs:\n  a:\n    steps:\n      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v8.0.0\n';
  const { artifacts, problems } = pinnedFiles(file('github-workflow', text), file('github-workflow', text));
  expect(artifacts.map(({ content }) => content)).toEqual([text, text]);
  expect(problems).toEqual([
    {
      id: 'pin-major-differs',
      severity: 'warning',
      message: 'the pin of actions/checkout is v7.0.9, the workflow uses v8.0.0: the pin is not taken',
      why: 'another major version may take other inputs than those that the workflow gives',
      fix: 'run devops-flow pin: it keeps the newest release of the major version of v8.0.0',
      at,
    },
  ]);
});

test('each line that a pin stands on shows it, and shows what it showed before', () => {
  const spans = [{ from: 2, to: 2, field: 'service.language' }];
  const ours = { ...file('dockerfile', '# ours\nFROM node:22.23.2-trixie\n'), spans };
  expect(pinnedFiles(ours).artifacts[0]?.spans).toEqual([
    { from: 2, to: 2, field: 'service.language' },
    { from: 2, to: 2, field: 'pins.images.docker.io/library/node:22.23.2-trixie' },
  ]);
});

describe('devops-flow.pins.json', () => {
  it('is read as it was written, sorted', () => {
    const text = printPins(pins);
    const read = parsePins(text, 'devops-flow.pins.json');
    if (!('pins' in read)) throw new Error('it is not read');
    expect(read.pins).toEqual(pins);
    expect(read.origins.get('pins.actions.actions/checkout')).toEqual({
      from: 'document',
      at,
    });
    expect(printPins(read.pins)).toBe(text);
  });

  it.each([
    ['{ "schemaVersion": 2, "images": {}, "actions": {} }', 'pins-version-unknown 1:20'],
    ['{ "images": {}, "actions": {} }', 'pins-version-unknown 1:1'],
    ['{', 'pins-broken 1:2'],
    ['schemaVersion: 1', 'pins-broken 1:1'],
    ['{ "schemaVersion": 1, "images": [], "actions": {} }', 'pins-broken 1:33'],
    ['{ "schemaVersion": 1, "images": {}, "actions": {}, "more": 1 }', 'pins-broken 1:52'],
    [
      '{ "schemaVersion": 1, "images": { "node:22": { "digest": "sha256:12", "pinned": "2026-11-22" } }, "actions": {} }',
      'pins-broken 1:46, pins-broken 1:58',
    ],
    [
      `{ "schemaVersion": 1, "images": {}, "actions": { "a/b": { "version": "v1", "commit": "$(x)", "pinned": "2026-11-22" } } }`,
      'pins-broken 1:86',
    ],
  ])('%s is refused where it is wrong', (text, expected) => {
    const read = parsePins(text, 'devops-flow.pins.json');
    const problems = 'pins' in read ? [] : read;
    expect(problems.map(({ id, at }) => `${id} ${at?.line}:${at?.column}`).join(', ')).toBe(expected);
  });
});
