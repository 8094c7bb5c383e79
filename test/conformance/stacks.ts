import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printPins } from '../../src/generate/pins/file.ts';
import { usage } from '../../src/model/languages.ts';
import { versions } from '../../src/model/official-images.ts';
import { pinsFile } from '../../src/model/pins.ts';
import { pipelineProducts, usualProduct } from '../../src/model/pipeline/product.ts';
import { clusterProjects } from './clusters.ts';
import { composeProject, composeStacks } from './compose.ts';

/** A project to generate: what it is called in the table, and who lays out its documents. */
export interface Stack {
  readonly name: string;
  readonly layOut: (folder: string) => void;
  /** Options of `generate`. */
  readonly options: readonly string[];
}

const ofDocument = (name: string, text: string): Stack => ({
  name,
  options: [],
  layOut: folder => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'devops-flow.yaml'), text);
  },
});

const ofLanguage = (language: string): Stack =>
  ofDocument(
    `language ${language}`,
    [
      'name: shop',
      `language: ${language}`,
      'port: 8080',
      'image: { repository: registry.example.com/team/shop }',
      'health: { live: /health/live, ready: /health/ready }',
      'environments:',
      '  staging: { replicas: 2 }',
      '  production: { strategy: blue-green, replicas: 3 }',
      '',
    ].join('\n'),
  );

/** The documents of others; none where the folder that holds them is not named. */
function ofCorpus(corpus: string | undefined): readonly Stack[] {
  if (corpus === undefined || !existsSync(corpus)) return [];
  const scores = readdirSync(join(corpus, 'score')).filter(file => file.endsWith('.yaml'));
  return [
    {
      name: 'REQ-02',
      options: ['--req', 'REQ-02_deployment_requirements_example.md'],
      layOut: folder => cpSync(join(corpus, 'sdd'), folder, { recursive: true }),
    },
    ...scores.map(file => ({
      name: file.replace(/_score|\.yaml$/g, ''),
      options: ['--score', 'score.yaml'],
      layOut: (folder: string) => cpSync(join(corpus, 'score', file), join(folder, 'score.yaml')),
    })),
  ];
}

const several = [
  'services:',
  '  api: { language: node, port: 8080 }',
  '  mailer: { kind: worker, language: python }',
  '  search: { image: { repository: docker.io/getmeili/meilisearch, tag: v1.12.0 }, port: 7700 }',
  'environments:',
  '  staging: {}',
  '  production: { strategy: blue-green, approval: true }',
  '',
];

/** Every language and every product that runs pipelines; the other families do not ask for the product. */
const ofProduct = (product: string): readonly Stack[] => [
  {
    name: `${product} several`,
    options: ['--type', product, '--family', 'pipelines'],
    layOut: folder => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'devops-flow.yaml'), several.join('\n'));
    },
  },
  ...Object.keys(usage).map(language => ({
    ...ofLanguage(language),
    name: `${product} ${language}`,
    options: ['--type', product, '--family', 'pipelines'],
  })),
];

const pinnedImages = [
  'docker.io/getmeili/meilisearch:v1.12.0',
  'docker.io/library/alpine:3.24.1',
  ...['', '-slim'].map(suffix => `docker.io/library/node:${versions.node['22']}-trixie${suffix}`),
  ...['trixie', 'slim-trixie'].map(suffix => `docker.io/library/python:${versions.python['3.12']}-${suffix}`),
];

/** No scanner asks a registry: any digest will do. */
const pin = { digest: `sha256:${'a'.repeat(64)}`, pinned: '2026-11-22' };

const pinned: Stack = {
  name: 'several, pinned',
  options: [],
  layOut: folder => {
    mkdirSync(folder, { recursive: true });
    const text = several.join('\n').replace('tag: v1.12.0', 'tag: v1.12.0, built: false');
    writeFileSync(join(folder, 'devops-flow.yaml'), text);
    const pins = { images: new Map(pinnedImages.map(name => [name, pin])), actions: new Map() };
    writeFileSync(join(folder, pinsFile), printPins(pins));
  },
};

export const stacksOf = (project: string, corpus: string | undefined): readonly Stack[] => [
  {
    name: 'example orders',
    options: [],
    layOut: folder => cpSync(join(project, 'examples', 'orders'), folder, { recursive: true }),
  },
  ...ofCorpus(corpus),
  ...composeStacks(corpus),
  ofDocument('every store', composeProject),
  pinned,
  ...Object.keys(usage).map(ofLanguage),
  ...pipelineProducts.filter(product => product !== usualProduct).flatMap(ofProduct),
  ...Object.entries(clusterProjects).map(([name, text]) => ofDocument(name, text)),
];
