import { expect, it, test } from 'vitest';
import { ordersProject } from '../../test/fixtures/orders.ts';
import { searchService } from '../../test/fixtures/shop.ts';
import { foreignPins, withDigests } from './pinned-project.ts';
import { imageName, pinnedImage } from './pins.ts';

it.each([
  ['node', 'docker.io/library/node:latest'],
  ['node:22', 'docker.io/library/node:22'],
  ['docker.io/node:22', 'docker.io/library/node:22'],
  ['index.docker.io/library/node:22', 'docker.io/library/node:22'],
  ['prom/prometheus:v3', 'docker.io/prom/prometheus:v3'],
  ['ghcr.io/a/b:1', 'ghcr.io/a/b:1'],
  ['localhost:5000/a:1', 'localhost:5000/a:1'],
  [`node:22@sha256:${'a'.repeat(64)}`, undefined],
  ['${IMAGE}', undefined],
  ['https://example.org/a', undefined],
  ['a b', undefined],
])('%s is %s by its full name', (reference, name) => expect(imageName(reference)).toBe(name));

test('the tag latest, which tells nothing, does not stand before a digest', () => {
  const pin = { digest: `sha256:${'a'.repeat(64)}`, pinned: '2026-11-22' };
  const pins = { images: new Map([['docker.io/library/node:latest', pin]]), actions: new Map() };
  expect(pinnedImage(pins, 'node:latest')?.text).toBe(`node@sha256:${'a'.repeat(64)}`);
});

test('an image that others build takes its digest from the pins; one with a digest, or built here, does not', () => {
  const digest = `sha256:${'b'.repeat(64)}`;
  const { digest: _, ...image } = searchService.image;
  const foreign = { ...searchService, image };
  const [built] = ordersProject.services;
  if (!built) throw new Error('no service');
  const project = { ...ordersProject, services: [foreign, built, { ...searchService, name: 'pinned' }] };
  const pin = { digest, pinned: '2026-11-22' };
  const pins = {
    images: new Map([
      ['docker.io/getmeili/meilisearch:v1.10', pin],
      [`${built.image.repository}:${built.image.tag}`, pin],
    ]),
    actions: new Map(),
  };
  const at = { file: 'devops-flow.pins.json', line: 3, column: 5 };
  const origins = new Map([
    ['pins.images.docker.io/getmeili/meilisearch:v1.10', { from: 'document', at } as const],
  ]);
  const found = withDigests({ project, origins: new Map() }, pins, origins);
  expect(found.project.services.map(service => service.image.digest)).toEqual([
    digest,
    undefined,
    `sha256:${'a'.repeat(64)}`,
  ]);
  // Whoever began to build an image that others built before has an old pin of it.
  expect([...foreignPins(project, pins).images.keys()]).toEqual(['docker.io/getmeili/meilisearch:v1.10']);
  expect([...found.origins]).toEqual([['services.search.image.digest', { from: 'document', at }]]);
});
