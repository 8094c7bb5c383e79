import { describe, expect, it } from 'vitest';
import { ordersProject, ordersWith } from '../../../test/fixtures/orders.ts';
import { shopProject } from '../../../test/fixtures/shop.ts';
import { emit, emitters } from '../../generate/artifacts/index.ts';
import type { Family } from '../../generate/artifacts/shared/artifact.ts';
import { pinArtifacts } from '../../generate/pins/index.ts';
import { usage } from '../../model/languages.ts';
import { withDigests } from '../../model/pinned-project.ts';
import { type PipelineProduct, pipelineProducts } from '../../model/pipeline/product.ts';
import type { Language, Project } from '../../model/service.ts';
import { wantedIn } from './wanted.ts';

const everything = Object.keys(emitters) as readonly Family[];

/** All lines of all files that name an image of the known registries, or one that is built from, without a digest. */
function unpinnedLines(
  project: Project,
  families: readonly Family[],
  pipelineType: PipelineProduct = 'gitlab-ci',
): readonly string[] {
  const { images } = wantedIn(project, emit(project, families, { pipelineType }));
  const pin = { digest: `sha256:${'a'.repeat(64)}`, pinned: '2026-11-22' };
  const pins = { images: new Map(images.map(name => [name, pin])), actions: new Map() };
  const digested = withDigests({ project, origins: new Map() }, pins, new Map()).project;
  const files = pinArtifacts(emit(digested, families, { pipelineType, pins }), pins, new Map()).artifacts;
  const named =
    /(?:docker\.io|ghcr\.io|mcr\.microsoft\.com)\/[\w./-]+:\w|^FROM (?!scratch)|^\s*(?:- )?image: [\w./-]+:\d/;
  return files
    .filter(({ kind }) => kind !== 'markdown')
    .flatMap(({ path, content }) => content.split('\n').map(line => `${path}: ${line}`))
    .filter(line => named.test(line.slice(line.indexOf(': ') + 2)) && !line.includes('@sha256:'));
}

const inEachLanguage = (Object.keys(usage) as Language[]).map(language =>
  ordersWith({ language, languageVersion: usage[language].version }),
);

describe('with a pin for each image, no file names one without its digest', () => {
  /** What the pipeline builds has its digest after the build. */
  const others = (lines: readonly string[]) =>
    lines.filter(line => !line.includes('registry.example.com/') && !line.includes('ubuntu-2404:current'));

  it.each([
    ['one service', ordersProject],
    ['several of different kinds', shopProject],
  ])('of %s', (_, project) => expect(others(unpinnedLines(project, everything))).toEqual([]));

  it.each(pipelineProducts)('for %s, whatever the language', product => {
    for (const project of [shopProject, ...inEachLanguage])
      expect(others(unpinnedLines(project, ['pipelines'], product))).toEqual([]);
  });

  it.each(inEachLanguage.map(project => [project.services[0]?.language, project]))('in %s', (_, project) => {
    expect(others(unpinnedLines(project, ['docker', 'compose']))).toEqual([]);
  });
});

it('what is built here is not asked for, and each other image once, by its full name', () => {
  const { images, actions } = wantedIn(ordersProject, emit(ordersProject, everything, {}));
  expect(images).toEqual([
    'docker.io/library/alpine:3.24.1',
    'docker.io/library/node:22.23.2-trixie',
    'docker.io/library/node:22.23.2-trixie-slim',
    'docker.io/library/postgres:15.19-trixie',
    'docker.io/prom/prometheus:v3.5.0',
  ]);
  expect(actions.find(({ name }) => name === 'actions/checkout')?.inputs.get('')).toEqual(
    new Set(['persist-credentials']),
  );
});
